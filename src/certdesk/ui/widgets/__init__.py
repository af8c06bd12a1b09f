"""Small parts that know nothing but the value they show: the map for those who build screens.

Every widget takes the `ThemeSource` first, has ``show_...`` methods for what it is told and past-tense signals for what
a person did; it changes nothing itself. Names for tests: ``objectName``. Lengths that hold words: ``theme.px(n)``.

Words       labels.label (roles, tones), labels.FileName, labels.line, paragraph.Paragraph (wraps), icon_view.IconView
Pressing    button.button, button.icon_button, segment.Segment
Small       chip.Chip, key_cap.KeyCap
Marks       level_disc.LevelDisc (and paint_mark), level_tones (colours, words), level_row, level_rows.LevelRows
Frame       rail.Rail, notice_bar.NoticeBar
Surfaces    card.card
Lists       check_list.CheckList
"""
