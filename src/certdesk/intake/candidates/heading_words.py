"""What columns of candidates' lists are called, in the languages of those who keep them. Letters only, small."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping


def heading_key(text: str) -> str:
    """Return a heading as it is compared: small letters and digits with single spaces, no accents or vowel signs."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain))


def _of(text: str) -> tuple[str, ...]:
    return tuple(map(heading_key, text.split("|")))


HEADINGS: Mapping[str, tuple[str, ...]] = {
    "first_name": _of(
        "first name|firstname|given name|given names|forename|forenames|vorname|vornamen|prénom|prenom|prénoms|"
        "nombre|"
        "nombres|nome próprio|primeiro nome|nome|voornaam|imię|imiona|jméno|krstné meno|keresztnév|utónév|förnamn|"
        "fornavn|etunimi|имя|ім я|име|prenume|ad|adı|isim|όνομα|الاسم الأول|名|이름|jina la kwanza|nama depan|tên|ime"
    ),
    "last_name": _of(
        "last name|lastname|surname|family name|familyname|nachname|familienname|zuname|nom de famille|apellido|"
        "apellidos|apellido s|sobrenome|apelido|cognome|achternaam|familienaam|nazwisko|příjmení|priezvisko|"
        "vezetéknév|efternamn|"
        "etternavn|efternavn|sukunimi|фамилия|прізвище|nume de familie|soyad|soyadı|soyisim|επώνυμο|اسم العائلة|"
        "اللقب|姓|姓氏|성|jina la ukoo|nama belakang|họ|prezime|priimek"
    ),
    "name": _of(
        "name|full name|fullname|first name last name|last name first name|nombre apellido s|"
        "apellido s nombre|vorname nachname|nachname vorname|prénom nom|nom prénom|nome sobrenome|nome cognome|"
        "cognome nome|voornaam achternaam|имя фамилия|фамилия имя|teacher|teacher name|teacher s name|"
        "name of teacher|candidate|candidate name|"
        "name of candidate|participant name|participant|student|student name|learner|display name|sortable name|"
        "last name first name|surname and name|vor und nachname|vollständiger name|lehrkraft|lehrperson|lehrer|"
        "lehrerin|teilnehmer|teilnehmerin|nom|nom complet|nom et prénom|enseignant|enseignante|candidat|candidate|"
        "nombre completo|nombre y apellidos|apellidos y nombre|docente|profesor|profesora|nome completo|"
        "nome e cognome|cognome e nome|insegnante|professor|professora|naam|volledige naam|leraar|docent|"
        "imię i nazwisko|nauczyciel|jméno a příjmení|učitel|meno a priezvisko|név|teljes név|tanár|namn|navn|nimi|"
        "lärare|lærer|opettaja|фио|ф и о|полное имя|учитель|педагог|піб|вчитель|nume|nume complet|nume și prenume|"
        "profesor|öğretmen|ad soyad|adı soyadı|ονοματεπώνυμο|الاسم|الاسم الكامل|اسم المعلم|المعلم|姓名|教师|教师姓名|"
        "教師|氏名|名前|先生|성명|교사|jina|jina kamili|mwalimu|nama|nama lengkap|nama guru|guru|họ và tên|họ tên|"
        "giáo viên|नाम|शिक्षक|nastavnik|ime i prezime|שם|שם מלא|نام|نام و نام خانوادگی"
    ),
    "school": _of(
        "school|school name|institución|instituição|istituzione|instelling|instytucja|instituce|name of school|"
        "institution|organisation|organization|site|campus|department|schule|"
        "einrichtung|école|ecole|établissement|etablissement|collège|lycée|escuela|centro|centro educativo|colegio|"
        "instituto|escola|scuola|istituto|instelling|szkoła|placówka|škola|skola|iskola|intézmény|skole|koulu|школа|"
        "учреждение|организация|заклад|școala|scoala|okul|kurum|σχολείο|المدرسة|مدرسة|学校|學校|単位|单位|학교|소속|shule|"
        "sekolah|trường|विद्यालय|בית ספר|مدرسه"
    ),
    "language": _of(
        "language|lang|preferred language|first language|sprache|langue|idioma|lingua|língua|taal|język|jazyk|nyelv|"
        "språk|sprog|kieli|язык|мова|limba|dil|γλώσσα|اللغة|语言|語言|言語|언어|lugha|bahasa|ngôn ngữ|भाषा"
    ),
    "code": _of(
        "code|portfolio|portfolio code|candidate code|pseudonym|blind code|anonymous code|kennung|kürzel|chiffre|"
        "code candidat|code du candidat|código|codigo|codice|kod|kód|koodi|код|κωδικός|الرمز|代码|代碼|コード|코드|"
        "msimbo|kode|mã"
    ),
    "programme": _of(
        "programme|program|certification|scheme|course|award|programm|zertifizierung|lehrgang|kurs|parcours|"
        "formation|"
        "programa|certificación|programma|corso|opleiding|programu|kurz|képzés|utbildning|ohjelma|программа|програма|"
        "πρόγραμμα|البرنامج|项目|課程|プログラム|프로그램|mpango|chương trình"
    ),
    "cohort": _of(
        "cohort|intake|group|class|section|year|round|term|kohorte|jahrgang|durchgang|gruppe|cohorte|promotion|"
        "session|groupe|"
        "cohorte|promoción|grupo|turma|coorte|gruppo|lichting|groep|grupa|ročník|skupina|csoport|kull|grupp|ryhmä|"
        "когорта|группа|поток|група|grup|dönem|ομάδα|الفوج|الدفعة|班级|批次|コホート|기수|kundi|angkatan|khóa"
    ),
    "subject": _of(
        "subject|subjects|teaching subject|subject area|field|discipline|fach|fächer|unterrichtsfach|matière|"
        "matières|discipline|asignatura|materia|área|disciplina|vak|przedmiot|předmět|predmet|tantárgy|ämne|fag|"
        "oppiaine|предмет|materie|ders|branş|μάθημα|المادة|学科|科目|教科|과목|somo|mata pelajaran|môn|môn học|विषय"
    ),
    "email": _of(
        "email|e mail|email address|e mail address|mail|e mail adresse|mailadresse|courriel|adresse e mail|"
        "adresse mail|adresse électronique|correo|correo electrónico|dirección email|dirección de email|"
        "endereço de email|"
        "indirizzo e mail|dirección de correo|endereço de e mail|"
        "indirizzo email|e mailadres|adres e mail|adresa e mailu|e mail cím|e post|epost|e postadress|sähköposti|"
        "электронная почта|почта|адрес электронной почты|e posta|e posta adresi|ηλεκτρονικό ταχυδρομείο|"
        "البريد الإلكتروني|البريد الالكتروني|邮箱|电子邮件|電子郵件|メール|メールアドレス|이메일|barua pepe|surel|"
        "alamat email|thư điện tử|ईमेल|דוא ל|דואל|ایمیل"
    ),
    "username": _of(
        "username|user name|user|login|login id|sis login id|account|benutzername|anmeldename|nom d utilisateur|"
        "identifiant|usuario|nombre de usuario|nome de usuário|utilizador|nome utente|gebruikersnaam|"
        "nazwa użytkownika|uživatelské jméno|používateľské meno|felhasználónév|användarnamn|brukernavn|brugernavn|"
        "käyttäjätunnus|логин|имя пользователя|kullanıcı adı|اسم المستخدم|用户名|使用者名稱|ユーザー名|아이디|"
        "jina la mtumiaji|nama pengguna|tên đăng nhập"
    ),
    "number": _of(
        "id|id number|number|no|nr|studentid|staff no|employee no|student no|orgdefinedid|matrikelnummer|"
        "numéro d identification|número de id|número de identificação|identifier|candidate number|candidate id|"
        "teacher id|staff id|staff number|moodle id|canvas id|mahara id|lms id|"
        "employee id|employee number|student id|user id|sis user id|registration number|payroll number|"
        "personalnummer|"
        "nummer|teilnehmernummer|numéro|matricule|n|número|número de identificación|dni|matrícula|numero|matricola|"
        "stamnummer|numer|číslo|osobní číslo|azonosító|номер|табельный номер|număr|numara|sicil no|αριθμός|الرقم|"
        "رقم|رقم الهوية|编号|工号|學號|番号|번호|사번|nambari|nomor|nip|nuptk|số|mã số|mã gv"
    ),
    "note": _of(
        "note|notes|remark|remarks|comment|comments|bemerkung|bemerkungen|anmerkung|notiz|remarque|remarques|"
        "commentaire|nota|notas|observaciones|observações|osservazioni|opmerking|opmerkingen|uwagi|poznámka|"
        "poznámky|megjegyzés|anteckning|merknad|bemærkning|huomautus|примечание|комментарий|примітка|observații|not|"
        "notlar|σημείωση|ملاحظات|备注|備註|備考|비고|maoni|catatan|ghi chú|टिप्पणी"
    ),
}
"""For each part of a candidate: its headings, the clearest first."""
