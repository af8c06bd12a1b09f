"""Words in the names of files and folders that say which sort of evidence lies in them, in six languages.

English, French, Spanish, Portuguese, Arabic and Swahili, without accents and in the singular; see `sorting.words_of`.
"""

from __future__ import annotations

TYPE_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("consent_register", (
        "consent register", "registre consentement", "registro consentimiento", "registro consentimento",
        "سجل موافقة", "rejista idhini",
    )),
    ("consent_record", (
        "consent", "permission", "consentement", "autorisation", "droit image",
        "consentimiento", "autorizacion", "permiso", "consentimento", "autorizacao", "موافقة", "اذن", "idhini",
        "ridhaa",
    )),
    ("co_planning_record", (
        "co planning", "coplanning", "planning record", "joint planning", "planification commune", "coplanification",
        "planificacion conjunta", "planificacao conjunta", "تخطيط مشترك",
    )),
    ("unit_plan", (
        "unit plan", "scheme work", "plan unite", "sequence pedagogique", "progression annuelle", "plan unidad",
        "unidad didactica", "plano unidade", "sequencia didatica", "خطة وحدة", "azimio kazi",
    )),
    ("project_plan", (
        "project plan", "plan projet", "plan proyecto", "plano projeto", "خطة مشروع", "mpango mradi",
    )),
    ("pd_plan", (
        "pd plan", "plan formation", "plan formacion", "plano formacao", "خطة تدريب",
    )),
    ("school_plan_extract", (
        "school plan", "projet ecole", "projet etablissement", "plan escolar", "plano escolar", "خطة مدرسة",
        "mpango shule",
    )),
    ("lesson_plan", (
        "lesson plan", "lessonplan", "plan cours", "plan lecon", "fiche preparation", "fiche cours", "fiche lecon",
        "preparation cours", "plan clase", "plan leccion", "plan sesion", "planificacion", "planeacion",
        "plano aula", "plano licao", "planificacao aula", "planejamento", "خطة درس", "تحضير درس", "تحضير",
        "mpango somo", "andalio", "maandalio",
    )),
    ("pupil_reflection", (
        "pupil reflection", "student reflection", "reflexion eleve", "reflexion alumno", "reflexion estudiante",
        "reflexao aluno", "tafakari mwanafunzi",
    )),
    ("pupil_survey", (
        "pupil survey", "student survey", "enquete eleve", "sondage eleve", "encuesta alumno", "encuesta estudiante",
        "questionario aluno", "استبيان طلاب",
    )),
    ("pupil_work", (
        "pupil", "student work", "work sample", "travail eleve", "travaux eleve", "copie eleve", "production eleve",
        "cahier eleve", "trabajo alumno", "trabajo estudiante", "muestra trabajo", "cuaderno", "trabalho aluno",
        "trabalho estudante", "caderno", "عمل طالب", "اعمال طلاب", "اعمال تلاميذ", "دفتر طالب", "kazi mwanafunzi",
        "kazi wanafunzi",
    )),
    ("peer_observation", (
        "peer observation", "observation pair", "observation collegue", "observacion par", "observacion companero",
        "observacao par", "observacao colega",
    )),
    ("observation_report", (
        "observation", "visite classe", "rapport inspection", "observacion", "visita aula", "observacao",
        "ملاحظة صفية", "مشاهدة صفية", "زيارة صفية", "uchunguzi darasa", "ukaguzi",
    )),
    ("risk_note", (
        "risk", "safety", "risque", "securite", "riesgo", "seguridad", "seguranca", "سلامة", "مخاطر", "usalama",
        "hatari",
    )),
    ("transcript", (
        "transcript", "transcription", "transcripcion", "transcricao", "تفريغ", "nakala mazungumzo",
    )),
    ("meeting_minutes", (
        "minutes", "meeting", "compte rendu", "proces verbal", "reunion", "acta reunion", "ata reuniao", "reuniao",
        "محضر", "اجتماع", "mkutano",
    )),
    ("pd_log", (
        "pd log", "professional learning", "journal formation", "formation continue", "desarrollo profesional",
        "registro formacion", "formacao continua", "desenvolvimento profissional", "تطوير مهني", "mafunzo kazini",
    )),
    ("usage_log", (
        "usage log", "journal utilisation", "registro uso", "سجل استخدام",
    )),
    ("improvement_cycle", (
        "improvement", "amelioration", "ciclo mejora", "mejora", "melhoria", "تحسين", "uboreshaji",
    )),
    ("survey_summary", (
        "survey", "enquete", "sondage", "encuesta", "inquerito", "questionario", "استبيان", "استطلاع", "dodoso",
    )),
    ("data_summary", (
        "data", "donnee", "resultat", "dato", "resultado", "dados", "بيانات", "نتائج", "takwimu", "matokeo",
    )),
    ("decision_letter", (
        "decision letter", "lettre decision", "carta decision",
    )),
    ("decision_record", (
        "decision", "decisao", "قرار", "uamuzi",
    )),
    ("curriculum_map", (
        "curriculum map", "carte programme", "mapa curricular", "خريطة منهج",
    )),
    ("assessment_task", (
        "assessment", "evaluation", "examen", "controle", "evaluacion", "avaliacao", "اختبار", "تقييم", "امتحان",
        "mtihani", "tathmini",
    )),
    ("witness_statement", (
        "witness", "temoignage", "testimonio", "testemunho", "ushuhuda",
    )),
    ("message_extract", (
        "message", "mensaje", "mensagem", "رسائل", "ujumbe",
    )),
    ("partner_evidence", (
        "partner", "partenaire", "aliado", "parceiro", "شريك", "mshirika",
    )),
    ("grant_application", (
        "grant application", "grant proposal", "grant bid", "demande subvention", "solicitud subvencion",
        "candidatura financiamento", "طلب منحة",
    )),
    ("budget_extract", (
        "budget", "presupuesto", "orcamento", "ميزانية", "bajeti",
    )),
    ("inventory", (
        "inventory", "inventaire", "inventario", "جرد", "orodha vifaa",
    )),
    ("newsletter", (
        "newsletter", "bulletin", "boletin", "boletim", "نشرة", "jarida",
    )),
    ("agreement", (
        "agreement", "accord", "convention", "acuerdo", "convenio", "acordo", "اتفاقية", "makubaliano", "mkataba",
    )),
    ("participation_record", (
        "participation", "participacion", "participacao", "مشاركة", "ushiriki",
    )),
    ("event_record", (
        "event", "evenement", "evento", "فعالية", "tukio",
    )),
    ("reflection", (
        "reflection", "reflexion", "bilan", "reflexao", "تامل", "تاملات", "tafakari", "tafakuri",
    )),
    ("commentary", (
        "commentary", "commentaire", "comentario", "تعليق", "maelezo",
    )),
    ("lesson_video", (
        "lesson video", "class video", "video cours", "video lecon", "film cours", "video clase", "video leccion",
        "video aula", "فيديو درس", "فيديو حصة", "video somo", "video darasa",
    )),
)  # fmt: skip
"""Evidence type and the words of which all of one entry have to stand in a name. The first that fits wins."""

FOLDER_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("photo", ("photo", "photograph", "photographie", "foto", "fotografia", "صورة", "صور", "picha")),
    ("lesson_video", ("video", "film", "فيديو")),
    ("lesson_plan", ("plan", "plano", "mpango", "خطط")),
)
"""What a folder's name says besides, where the names of the files in it say nothing."""
