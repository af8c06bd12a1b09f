"""Small parts that know nothing but the value they show: the map for those who build screens.

Every widget takes the `ThemeSource` first (from `ui.theme.source.apply`), has ``show_...`` and ``set_...`` methods that
tell nobody, and past-tense signals for what a person did. Find parts in tests by ``objectName``. Lengths that hold
words are ``theme.px(n)``; distances stay as they are. Pages are ``scrolling.page(surface)``.

Words      labels: label(text, role, tone), set_tone, line, FileName. paragraph: Paragraph (wraps). icon_view: IconView
Pressing   button: button(theme, words, kind, icon, key, size), icon_button. segment: Segment, Choice. tabs: Tabs
           combo_box: ComboBox. switch: Switch. Tick boxes and radio buttons are Qt's own
Writing    text_box: LineField, TextBox (edited, committed, show_wrong). search_field: SearchField. day_field: DayField
Proof      spoken_words: SpokenWords (compared aloud). qr_code: QrCode. step_list: StepList. key_sign: KeySign
Numbers    stat_tile: StatTile. whisker_chart: WhiskerChart, WhiskerPlot, Whisker. marks_grid: MarksGrid, MarksRow
Evidence   place_button: PlaceButton (shown when pressed). quote: Quote (somebody's own words)
Small      chip: Chip. key_cap: KeyCap, key_words. progress_bar: ProgressBar. thumbnail: Thumbnail
Marks      level_disc: LevelDisc, paint_mark. level_tones: level_tones, mark_words. level_rows: LevelRows
           other_marks: OtherMarks (not observed, unscorable, comment only). crit_bar: CritBar, BarItem
           mark_chips: MarkChips
Frame      screen_head: ScreenHead (title, actions, tabs). closed_page: closed_page
           rail: Rail, Place. top_bar: TopBar. status_foot: StatusFoot, Standing. job_strip: JobStrip, ShownJob
           notice_bar: NoticeBar, Notice. splitter: Splitter
Surfaces   card: card(title, tone). verdict: Verdict. empty_state: EmptyState. drop_zone: DropZone, dropped_files
Lists      cell: Cell, Head, CELL (what models hand out). table: TableView. row_list: RowList. check_list: CheckList
           flow: FlowLayout, GridFlow (contact sheet). scrolling: page, scrolling (around each page)
Floating   palette: CommandPalette, Command. key_map: KeyMap, KeyGroup. overlay: Overlay
"""
