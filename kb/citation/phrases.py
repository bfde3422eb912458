"""Which words does a citation use beside those of its style? A row for each of the languages.

A citation speaks the language it was asked for in, whatever language the program speaks; hence a table of its own and no
catalog. Phrases stand as labels, and begin as in the middle of a sentence; those on a state agree with ``translation``.
"""

from __future__ import annotations

from typing import NamedTuple


class Phrases(NamedTuple):
    """The words of one language. ``about`` joins a statement and the work it speaks of: "statement f2 *on the source* …".

    From ``human`` to ``unconfirmed`` they say how a translation came to be and stands, the rest what else a reader must know.
    """

    statement: str
    statements: str
    about: str
    original: str
    paraphrase: str
    translation: str
    human: str
    machine: str
    post_edited: str
    initial: str
    translated: str
    reviewed: str
    final: str
    unconfirmed: str
    outdated: str
    draft: str
    withdrawn: str
    superseded: str
    earlier: str
    unreleased: str
    corrected: str


PHRASES: dict[str, Phrases] = {
    "bg": Phrases(
        "твърдение", "твърдения", "относно източника", "оригинал", "перифраза",
        "превод", "човешки превод", "машинен превод", "машинен превод, редактиран от човек",
        "незавършен", "непроверен", "проверен", "окончателен", "непотвърден спрямо оригинала",
        "остарял: оригиналът е променен", "чернова", "оттеглено", "заменено с", "по-ранна формулировка",
        "формулировката не е официално издадена", "поправено на",
    ),
    "cs": Phrases(
        "výrok", "výroky", "o zdroji", "originál", "parafráze",
        "překlad", "lidský překlad", "strojový překlad", "strojový překlad upravený člověkem",
        "nedokončený", "nezkontrolovaný", "zkontrolovaný", "konečné znění", "nepotvrzený podle originálu",
        "zastaralý: originál se změnil", "koncept", "staženo", "nahrazeno výrokem", "dřívější znění",
        "znění nebylo vydáno", "opraveno dne",
    ),
    "da": Phrases(
        "udsagn", "udsagn", "om kilden", "original", "parafrase",
        "oversættelse", "menneskelig oversættelse", "maskinoversættelse", "maskinoversættelse redigeret af et menneske",
        "ikke færdig", "ikke gennemgået", "gennemgået", "endelig", "ikke bekræftet ud fra originalen",
        "forældet: originalen er ændret", "udkast", "trukket tilbage", "erstattet af", "tidligere ordlyd",
        "ordlyden er ikke udgivet", "rettet den",
    ),
    "de": Phrases(
        "Aussage", "Aussagen", "über die Quelle", "Original", "Paraphrase",
        "Übersetzung", "Humanübersetzung", "maschinelle Übersetzung",
        "maschinelle Übersetzung, von einem Menschen nachbearbeitet",
        "nicht fertig", "nicht geprüft", "geprüft", "abgenommen", "nicht gegen das Original bestätigt",
        "veraltet: das Original hat sich geändert", "Entwurf", "zurückgezogen", "ersetzt durch", "früherer Wortlaut",
        "Wortlaut nicht freigegeben", "berichtigt am",
    ),
    "el": Phrases(
        "δήλωση", "δηλώσεις", "σχετικά με την πηγή", "πρωτότυπο", "παράφραση",
        "μετάφραση", "ανθρώπινη μετάφραση", "μηχανική μετάφραση", "μηχανική μετάφραση με επιμέλεια από άνθρωπο",
        "δεν έχει ολοκληρωθεί", "δεν έχει ελεγχθεί", "έχει ελεγχθεί", "τελική μορφή",
        "δεν έχει επιβεβαιωθεί ως προς το πρωτότυπο",
        "παρωχημένη: το πρωτότυπο έχει αλλάξει", "προσχέδιο", "έχει αποσυρθεί", "αντικαταστάθηκε από",
        "προγενέστερη διατύπωση", "η διατύπωση δεν έχει εκδοθεί", "διορθώθηκε στις",
    ),
    "en": Phrases(
        "statement", "statements", "on the source", "original", "paraphrase",
        "translation", "human translation", "machine translation", "machine translation edited by a person",
        "not finished", "not reviewed", "reviewed", "final", "not confirmed against the original",
        "outdated: the original has changed", "draft", "withdrawn", "superseded by", "earlier wording",
        "wording not released", "corrected on",
    ),
    "es": Phrases(
        "enunciado", "enunciados", "sobre la fuente", "original", "paráfrasis",
        "traducción", "traducción humana", "traducción automática", "traducción automática editada por una persona",
        "sin terminar", "sin revisar", "revisada", "versión final", "sin confirmar con el original",
        "desactualizada: el original ha cambiado", "borrador", "retirado", "sustituido por", "redacción anterior",
        "redacción no publicada", "corregido el",
    ),
    "et": Phrases(
        "väide", "väited", "allika kohta:", "originaal", "parafraas",
        "tõlge", "inimtõlge", "masintõlge", "inimese toimetatud masintõlge",
        "lõpetamata", "üle vaatamata", "üle vaadatud", "lõplik", "originaali põhjal kinnitamata",
        "aegunud: originaal on muutunud", "kavand", "tagasi võetud", "asendatud väitega", "varasem sõnastus",
        "sõnastus ei ole avaldatud", "parandatud",
    ),
    "fi": Phrases(
        "lausuma", "lausumat", "lähteestä", "alkuperäinen", "parafraasi",
        "käännös", "ihmisen tekemä käännös", "konekäännös", "ihmisen muokkaama konekäännös",
        "keskeneräinen", "tarkistamaton", "tarkistettu", "lopullinen", "ei vahvistettu alkuperäisestä",
        "vanhentunut: alkuperäinen on muuttunut", "luonnos", "peruttu", "korvaava lausuma:", "aiempi sanamuoto",
        "sanamuotoa ei ole julkaistu", "korjattu",
    ),
    "fr": Phrases(
        "énoncé", "énoncés", "sur la source", "original", "paraphrase",
        "traduction", "traduction humaine", "traduction automatique", "traduction automatique révisée par une personne",
        "non terminée", "non relue", "relue", "version finale", "non confirmée d’après l’original",
        "périmée\u00a0: l’original a changé", "brouillon", "retiré", "remplacé par", "formulation antérieure",
        "formulation non publiée", "corrigé le",
    ),
    "ga": Phrases(
        "ráiteas", "ráitis", "maidir leis an bhfoinse", "bunleagan", "athinsint",
        "aistriúchán", "aistriúchán daonna", "meaisínaistriúchán", "meaisínaistriúchán arna chur in eagar ag duine",
        "gan chríochnú", "gan athbhreithniú", "athbhreithnithe", "leagan deiridh", "gan deimhniú in aghaidh an bhunleagain",
        "as dáta: tá an bunleagan athraithe", "dréacht", "tarraingthe siar", "curtha ina ionad:", "leagan níos luaithe",
        "foclaíocht nár eisíodh", "ceartaithe an",
    ),
    "hr": Phrases(
        "tvrdnja", "tvrdnje", "o izvoru", "izvornik", "parafraza",
        "prijevod", "ljudski prijevod", "strojni prijevod", "strojni prijevod koji je uredio čovjek",
        "nedovršen", "nepregledan", "pregledan", "konačna verzija", "nepotvrđen prema izvorniku",
        "zastario: izvornik se promijenio", "nacrt", "povučeno", "zamijenjeno tvrdnjom", "ranija formulacija",
        "formulacija nije objavljena", "ispravljeno",
    ),
    "hu": Phrases(
        "állítás", "állítások", "a következő forrásról:", "eredeti", "parafrázis",
        "fordítás", "emberi fordítás", "gépi fordítás", "ember által szerkesztett gépi fordítás",
        "nincs befejezve", "nincs ellenőrizve", "ellenőrizve", "végleges", "nincs az eredetivel összevetve",
        "elavult: az eredeti megváltozott", "tervezet", "visszavonva", "helyébe lépett:", "korábbi szövegváltozat",
        "közzé nem tett szövegváltozat", "javítva:",
    ),
    "it": Phrases(
        "enunciato", "enunciati", "sulla fonte", "originale", "parafrasi",
        "traduzione", "traduzione umana", "traduzione automatica", "traduzione automatica rivista da una persona",
        "non terminata", "non revisionata", "revisionata", "versione finale", "non confermata sull’originale",
        "non aggiornata: l’originale è cambiato", "bozza", "ritirato", "sostituito da", "formulazione precedente",
        "formulazione non pubblicata", "corretto il",
    ),
    "lt": Phrases(
        "teiginys", "teiginiai", "apie šaltinį", "originalas", "parafrazė",
        "vertimas", "žmogaus vertimas", "mašininis vertimas", "žmogaus redaguotas mašininis vertimas",
        "nebaigtas", "neperžiūrėtas", "peržiūrėtas", "galutinis", "nepatvirtintas pagal originalą",
        "pasenęs: originalas pasikeitė", "juodraštis", "atsiimta", "pakeista teiginiu", "ankstesnė formuluotė",
        "formuluotė nepaskelbta", "ištaisyta",
    ),
    "lv": Phrases(
        "apgalvojums", "apgalvojumi", "par avotu", "oriģināls", "pārfrāzējums",
        "tulkojums", "cilvēka tulkojums", "mašīntulkojums", "cilvēka rediģēts mašīntulkojums",
        "nepabeigts", "nepārskatīts", "pārskatīts", "galīgs", "nav apstiprināts pēc oriģināla",
        "novecojis: oriģināls ir mainījies", "melnraksts", "atsaukts", "aizstāts ar", "agrāks formulējums",
        "formulējums nav publicēts", "labots",
    ),
    "mt": Phrases(
        "dikjarazzjoni", "dikjarazzjonijiet", "dwar is-sors", "oriġinal", "parafrażi",
        "traduzzjoni", "traduzzjoni umana", "traduzzjoni awtomatika", "traduzzjoni awtomatika editjata minn persuna",
        "mhux lesta", "mhux riveduta", "riveduta", "finali", "mhux ikkonfermata mal-oriġinal",
        "skaduta: l-oriġinal inbidel", "abbozz", "irtirata", "sostitwita bi", "formulazzjoni preċedenti",
        "formulazzjoni mhux ippubblikata", "ikkoreġuta fi",
    ),
    "nl": Phrases(
        "uitspraak", "uitspraken", "over de bron", "origineel", "parafrase",
        "vertaling", "menselijke vertaling", "machinevertaling", "door een mens bewerkte machinevertaling",
        "niet voltooid", "niet nagekeken", "nagekeken", "definitief", "niet aan het origineel getoetst",
        "verouderd: het origineel is gewijzigd", "concept", "ingetrokken", "vervangen door", "eerdere formulering",
        "formulering niet uitgebracht", "gecorrigeerd op",
    ),
    "pl": Phrases(
        "twierdzenie", "twierdzenia", "na temat źródła", "oryginał", "parafraza",
        "tłumaczenie", "tłumaczenie wykonane przez człowieka", "tłumaczenie maszynowe",
        "tłumaczenie maszynowe po redakcji człowieka",
        "nieukończone", "niezweryfikowane", "zweryfikowane", "ostateczne", "niepotwierdzone z oryginałem",
        "nieaktualne: oryginał się zmienił", "wersja robocza", "wycofane", "zastąpione przez",
        "wcześniejsze brzmienie", "brzmienie nieopublikowane", "poprawiono dnia",
    ),
    "pt": Phrases(
        "enunciado", "enunciados", "sobre a fonte", "original", "paráfrase",
        "tradução", "tradução humana", "tradução automática", "tradução automática editada por uma pessoa",
        "não concluída", "não revista", "revista", "versão final", "não confirmada com o original",
        "desatualizada: o original mudou", "rascunho", "retirado", "substituído por", "redação anterior",
        "redação não publicada", "corrigido em",
    ),
    "ro": Phrases(
        "enunț", "enunțuri", "despre sursa", "original", "parafrază",
        "traducere", "traducere umană", "traducere automată", "traducere automată editată de o persoană",
        "nefinalizată", "nerevizuită", "revizuită", "versiune finală", "neconfirmată față de original",
        "depășită: originalul s-a schimbat", "ciornă", "retras", "înlocuit cu", "formulare anterioară",
        "formulare nepublicată", "corectat la",
    ),
    "sk": Phrases(
        "výrok", "výroky", "o zdroji", "originál", "parafráza",
        "preklad", "ľudský preklad", "strojový preklad", "strojový preklad upravený človekom",
        "nedokončený", "neskontrolovaný", "skontrolovaný", "konečné znenie", "nepotvrdený podľa originálu",
        "neaktuálny: originál sa zmenil", "koncept", "stiahnuté", "nahradené výrokom", "skoršie znenie",
        "znenie nebolo vydané", "opravené dňa",
    ),
    "sl": Phrases(
        "trditev", "trditve", "o viru", "izvirnik", "parafraza",
        "prevod", "človeški prevod", "strojni prevod", "strojni prevod, ki ga je uredil človek",
        "nedokončan", "nepregledan", "pregledan", "končna različica", "nepotrjen glede na izvirnik",
        "zastarel: izvirnik se je spremenil", "osnutek", "umaknjeno", "nadomeščeno s trditvijo",
        "prejšnje besedilo", "besedilo ni izdano", "popravljeno",
    ),
    "sv": Phrases(
        "utsaga", "utsagor", "om källan", "original", "parafras",
        "översättning", "mänsklig översättning", "maskinöversättning", "maskinöversättning redigerad av en människa",
        "inte färdig", "inte granskad", "granskad", "slutlig", "inte bekräftad mot originalet",
        "inaktuell: originalet har ändrats", "utkast", "tillbakadragen", "ersatt av", "tidigare lydelse",
        "lydelsen är inte utgiven", "rättad den",
    ),
}  # fmt: skip
