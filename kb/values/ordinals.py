"""Which words put something in order, halve or divide it, or hint at a number, in each language? One row each.

Only translation is compared by these words; an index does not hold them. How the columns are written: groups are
parted by ``|``, words by spaces; ``third*`` stands for every word that begins so, ``ters/a/o`` for several endings,
``druh+`` for all of the row's ``endings``; a question mark follows a word that also means something else. None of the
rows has been reviewed by a native speaker.
"""

from __future__ import annotations

from typing import NamedTuple


class Ordinals(NamedTuple):
    """The words of one language beside its cardinal numbers.

    ``order``: first to twelfth. ``parts``: half to a tenth, as far as they are words of their own. ``hints``: words for
    one, two, three … that a translation may have for such a number (*both*, *a pair*, *twice*, articles), and number
    words that mean something else as well; they never ask for a number on the other side. ``doubtful``: number words
    with a second meaning that are read as numbers elsewhere (de *acht*). ``definite``: words before *two* that make it
    two of what is already known, which another language may leave unsaid (*the two*, *ces deux*; so is *between two*).
    ``larger``: a regular expression for words of numbers beyond twelve, whose value is not read.
    """

    order: str
    larger: str
    parts: str = ""
    hints: str = ""
    endings: str = ""
    doubtful: str = ""
    definite: str = ""


ORDINALS: dict[str, Ordinals] = {
    "bg": Ordinals(
        endings="и а о ият ия ата ото ите",
        order="първ+|втор+|трет+|четвърт+|пет/и/ият/ия/ото пета?|шест+|седм+|осм+|девет+|десет+"
        "|единадесет+ единайсет+|дванадесет+ дванайсет+",
        parts="половин*|третин*|четвъртин* четвърт|петин*|шестин*|седмин*|осмин*|деветин*|десетин*?",
        doubtful="двата двете двамата",
        hints="един една едно единия единият еднократно|двойк* двойн* дву* двукратно удво*|трой* три* утро*|четири*",
        larger=r"двадесет\w*|двайсет\w*|тридесет\w*|трийсет\w*|\w+десет\w*|\w+надесет\w*|\w+найсет\w*|сто|двеста"
        r"|\w+стотин|стотиц\w+|хиляд\w*",
    ),
    "cs": Ordinals(
        endings="ý á é ého ému ém ým ou í ých ými",
        order="první prvního prvnímu prvním prvních prvními prvé prvý|druh+?|třetí třetího třetímu třetím třetích třetími"
        "|čtvrt+|pát+|šest+|sedm+|osm+|devát+|desát+|jedenáct+|dvanáct+",
        parts="polovin*|třetin*|čtvrtin*|pětin*|šestin*|sedmin*|osmin*|devítin*|desetin/a/y/u/ě/ou",
        hints="jed/en/na/no/noho/nou/né/nom jednou|oba obě obou oběma dvoj* dvou* dva* pár* zdvojnás*|troj* tří*"
        " ztrojnás*|čtyř*",
        larger=r"\w+náct\w*|dvacet\w*|třicet\w*|čtyřicet\w*|\w+desát\w*|sto|sta|set|stov\w+|tisíc\w*|půl",
    ),
    "da": Ordinals(
        order="første|anden? andet? andre?|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende|ellevte|tolvte",
        parts="halv* halvdel*|tredjedel*|fjerdedel* kvart?|femtedel*|sjettedel*|syvendedel*|ottendedel*|niendedel*"
        "|tiendedel*",
        hints="en et én ét ene eneste|begge to* par* dobbelt* fordobl*|tre*",
        doubtful="fire ni ti",
        larger=r"tretten|fjorten|femten|seksten|sytten|atten|nitten|\w*tyve|\w*tredive|\w*fyrre|\w*halvtreds|\w*tres"
        r"|\w*halvfjerds|\w*firs|\w*halvfems|\w*hundrede\w*|\w*tusind\w*|halvanden",
        definite="de disse",
    ),
    "de": Ordinals(
        endings="e en er es em",
        order="erst/e/en/er/es/em|zweit+|dritt+|viert+|fünft+|sechst+|siebt+ siebent+|acht/e/er/es/em achten?|neunt+|zehnt+"
        "|elft+|zwölft+",
        parts="halb* hälfte*|drittel*|viertel*|fünftel*|sechstel*|siebtel*|achtel*|neuntel*|zehntel*",
        hints="ein eine einen einem einer eines eins einmal* einzig*|beid* paar zwei* doppel* doppelt* verdoppel*"
        "|drei* dritt* verdreifach*|vier*",
        doubtful="acht",
        larger=r"(?:drei|vier|fünf|sech|sieb|acht|neun)zehn\w*"
        r"|\w*(?:zwanzig|dreißig|dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig|tausend"
        r"|(?<!jahr)hundert)\w*|halbe|anderthalb\w*",
        definite="die den der diese diesen dieser ihre ihren seine",
    ),
    "el": Ordinals(
        endings="ος η ο ου ης ων οι ες α ον ους",
        order="πρώτ+|δεύτερ/ος/η/ο/ου/ης/οι/ες/α δευτέρ/ου/ων δευτέρας? δευτέρα?|τρίτ/ος/ο/ου/οι/ες/α/ων τρίτη? τρίτης?"
        "|τέταρτ/ος/ο/οι/ες/α/η τετάρτου τετάρτη?|πέμπτ/ος/ο/ου/οι/ες/α/ων πέμπτη? πέμπτης?|έκτ+|έβδομ+ εβδόμ+"
        "|όγδο/ος/η/ο ογδό+|ένατ+ ενάτ+|δέκατ+ δεκάτ+|ενδέκατ+|δωδέκατ+",
        parts="μισ/ό/ά/ή/οί/ές/ού/ών ήμισυ|τρίτα|τέταρτα|πέμπτα",
        hints="ένα ένας μία μια ενός μιας μίας έναν|αμφότερ* διπλ* δύο* δυο* ζευγάρι*|τρι*|τετρα*",
        larger=r"δεκα(?:τρ|τέσσ|πέντε|έξι|επτά|εφτά|οκτώ|οχτώ|εννέα|εννιά)\w*|είκοσι|τριάντα|σαράντα|πενήντα|εξήντα"
        r"|εβδομήντα|ογδόντα|ενενήντα|εκατόν?|εκατοντάδ\w+|\w+κόσι\w+|χίλι\w+|χιλιάδ\w+|μισό|μισή",
        definite="τα των τους τις οι στις στα στους",
    ),
    "en": Ordinals(
        order="first|second seconds?|third third-party?|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth",
        parts="half halves|thirds|quarter quarters? fourths|fifths|sixths|sevenths|eighths|ninths|tenths",
        hints="one a an once single|both either neither between pair pairs couple twice double doubled dual double*"
        "|triple threefold treble*|||||||||dozen*",
        larger=r"(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
        r"|hundreds?|thousands?|half",
        definite="the these those its their",
    ),
    "es": Ordinals(
        endings="o a os as",
        order="primer primer+|segund/o/a segundos? segundas?|tercer tercer+|cuart/o/os cuarta? cuartas?|quint+|sext+"
        "|séptim+|octav+|noven+|décim+|undécim+|duodécim+",
        parts="mitad* medio? media?|tercio tercios|",
        hints="un una uno unas unos|ambos ambas par doble* dos* duplic*|tripl* tres*|||||||decena*||docena*",
        doubtful="once",
        larger=r"trece|catorce|quince|dieci\w+|veint\w+|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien"
        r"|cientos?|centenar\w*|\w+cient[oa]s|mil|miles|medio",
        definite="los las estos estas sus",
    ),
    "et": Ordinals(
        order="esime/ne/se/st/ses/sel esimes/te/t|tei/ne? teise? teist?|kolma/s/nda/ndat/ndal/ndas/ndad"
        "|neljas? neljand*|viies? viiend*|kuues? kuuend*|seitsmes? seitsmend*|kaheksas? kaheksand*|üheksas? üheksand*"
        "|kümnes? kümnend*?|üheteistkümnes? üheteistkümnend*|kaheteistkümnes? kaheteistkümnend*",
        parts="pool? poole? pooled pooli poolte|kolmandik*|neljandik* veerand*|viiendik*|kuuendik*|seitsmendik*"
        "|kaheksandik*|üheksandik*|kümnendik*",
        hints="üks ühe üht ühes ühest ühele ühel ühte ainus*|mõlem* kahe* kaks* paar*|kolm*|nelj*|viis* viie*"
        "|kuus* kuue*",
        doubtful="üksteist viit",
        larger=r"(?:kolm|neli|viis|kuus|seitse|kaheksa|üheksa)teist\w*|\w+kümmend\w*|\w+kümne"
        r"|(?:kaks|kolm|neli|viis|kuus|seitse|kaheksa|üheksa)?sada\w*|saja|tuhat\w*|tuhan\w+",
    ),
    "fi": Ordinals(
        order="ensimmäi* ensi?|toinen? toise*? toista?|kolmas kolmanne* kolmatta kolmante* kolmansi*"
        "|neljäs neljänne* neljättä neljänte* neljänsi*|viides viidenne* viidettä viidente*"
        "|kuudes kuudenne* kuudetta kuudente*|seitsemäs seitsemänne* seitsemättä|kahdeksas kahdeksanne* kahdeksatta"
        "|yhdeksäs yhdeksänne* yhdeksättä|kymmenes kymmenenne* kymmenettä|yhdestoista yhdenne*"
        "|kahdestoista kahdenne*",
        parts="puoli? puole* puolt* puolikas|kolmannes* kolmasosa* kolmasos*|neljännes* neljäsosa* neljäsos*|viidennes*"
        " viidesosa* viidesos*|kuudesosa* kuudesos*|seitsemäsosa* seitsemäsos*|kahdeksasosa*|yhdeksäsosa*"
        "|kymmenesosa* kymmenys*",
        hints="yksi yhden yhtä yhdessä yhdestä yhdellä|molem* kumpi* kaksi* kahde* kaht* pari* tuplaa*|kolme* kolmi*"
        "|neljä* neli*",
        larger=r"\w+toista|\w+kymmen\w*|\w*sata|\w*sataa|\w*sadan|\w*sadat|satoja|tuhat\w*|tuhan\w+|tuhans\w+|\w+tuhat\w*"
        r"|puoli",
    ),
    "fr": Ordinals(
        order="premier/_/s première/_/s|deuxième/_/s second seconde? seconds secondes?|troisième/_/s tiers? tierce*?"
        "|quatrième/_/s|cinquième/_/s|sixième/_/s|septième/_/s|huitième/_/s|neuvième/_/s|dixième/_/s|onzième/_/s"
        "|douzième/_/s",
        parts="moitié* demi? demie?|tiers|quart quarts",
        hints="un une|doubl* paire couple|tripl*||||||neuf|dizaine*||douzaine*",
        larger=r"treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|huitante|nonante"
        r"|cents?|centaines?|mille|milliers?|demi",
        definite="les ces ses leurs",
    ),
    "ga": Ordinals(
        order="chéad? gcéad? aonú|dara|tríú|ceathrú|cúigiú|séú|seachtú|ochtú|naoú|deichiú|aonú?|dóú?",
        parts="leath* leithe|trian thrian dtrian|ceathrú",
        hints="aon amháin haon duine|dó dá dhá* péire araon beirt* bheirt* mbeirt* dúbail* dhó|trí thrí dtrí trí*"
        " thrí*|||sé shé||||||",
        doubtful="naoi",
        larger=r"dh?éag|fh?iche|fichead|tríocha|daichead|caoga|seasca|seachtó|ochtó|nócha|céad|mh?íle|leath",
        definite="an na",
    ),
    "hr": Ordinals(
        endings="i a o e og oga om omu oj im ih",
        order="prv+|drug+?|treć/i/a/e/eg/ega/em/emu/oj/im/ih|četvrt+|pet/i/a/o/og/oga/om/oj/im/ih|šest/i/a/o/og/om/oj/im/ih"
        "|sedm+|osm+|devet/i/a/o/og/om/oj/im/ih|deset/i/a/o/og/om/oj/im/ih|jedanaest+|dvanaest+",
        parts="polovic* polovin*|trećin*|četvrtin*|petin*|šestin*|sedmin*|osmin*|devetin*|desetin*",
        hints="jedan jedna jedno jednog jednu jedne jednom|oba obje obaju obiju obama objema dvo* dva* dvije* par*"
        " udvostruč*|tro* tri* utrostruč*|četvero* četiri*",
        larger=r"\w+naest\w*|\w+deset\w*|(?:dvje|tri|četiri|pet|šest|sedam|osam|devet)?sto|stotin\w*|tisuć\w*|pol",
    ),
    "hu": Ordinals(
        order="első elsőt elsőként elsőnek|második*|harmadik*|negyedik*|ötödik*|hatodik*|hetedik*|nyolcadik*|kilencedik*"
        "|tizedik*|tizenegyedik*|tizenkettedik*",
        parts="fél? fele* felé?|harmad*|negyed*|ötöd*|hatod*|heted*|nyolcad*|kilenced*|tized*",
        hints="egy egyik egyszer egyet*|mindkét* mindkettő* két* kett* pár* dupla* megdupl*|három* hárm* háromféle"
        " megháromsz*|négy*|öt*|hat*|hét* het*|nyolc*|kilenc*|tíz*|tizenegy*|tizenkét* tizenkett*",
        larger=r"tizen\w+|húsz\w*|huszon\w+|harminc\w*|(?:negy|öt|hat|het|nyolc|kilenc)ven\w*|\w*száz(?!alék)\w*|ezer\w*"
        r"|\w+(?:két|három|négy|öt|hat|hét|nyolc|kilenc|tíz|száz)ezer\w*|ezr\w*|fél",
        definite="a az e ez",
    ),
    "it": Ordinals(
        endings="o a i e",
        order="prim/o/a prim/i/e|second/o/a/e secondi?|terz+|quart+|quint+|sest+|settim/o/i settima?|ottav+|non/a?"
        " non/o?|decim+|undicesim+|dodicesim+",
        parts="metà mezz/o/a|terzo terzi|quarto quarti",
        hints="un uno una|entrambi entrambe ambedue coppia coppie doppi* paio due* raddoppi*|tripl* tre*||||||"
        "|decin*||dozzin*",
        doubtful="sei",
        larger=r"tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti\w*|ventun\w*|ventott\w*"
        r"|trent[aou]\w*|quarant[aou]\w*|cinquant[aou]\w*|sessant[aou]\w*|settant[aou]\w*|ottant[aou]\w*"
        r"|novant[aou]\w*|(?:due|tre|quattro|cinque|sei|sette|otto|nove)?cento|centinai\w*|mille|\w+mila"
        r"|migliai\w*|mezzo",
        definite="i le gli dei delle ai questi queste suoi sue",
    ),
    "lt": Ordinals(
        endings="as a o os ą ų am ai ame oje iems oms uose omis uoju oji asis ojo osios ąjį ąją ajam ajai ajame ojoje uosius"
        " ųjų aisiais uosiuose osiose",
        order="pirm+|antr+?|treči+ tretieji|ketvirt+|penkt+|šešt+"
        "|septint+|aštunt+|devint+|dešimt+|vienuolikt+|dvylikt+",
        parts="pus/ė/ės/ę/ei pusė*?|trečdal*|ketvirtadal* ketvirčio? ketvirtis?|penktadal*|šeštadal*|septintadal*"
        "|aštuntadal*|devintadal*|dešimtadal*",
        hints="vienas viena vieno vieną vienos vienam|abu abi abiejų abiem abejų dvi* dvigub* pora poros du*"
        " padvigub*|tri* trej* patrigub*|ketur*|penk*",
        larger=r"(?:try|keturio|penkio|šešio|septynio|aštuonio|devynio)lik\w+|\w+dešimt\w*|šimt\w*|tūkstan\w*",
    ),
    "lv": Ordinals(
        endings="ais ā o ajam ajai ie ās os ajā ajos ajās ajiem ajām s a u am ai i ie",
        order="pirm+|otr+?|treš+|ceturt+|piekt+|sest+|septīt+|astot+|devīt+|desmit/ais/ā/o/ajā|vienpadsmit/ais/ā/o"
        "|divpadsmit/ais/ā/o",
        parts="pus*? puse?|trešdaļ*|ceturtdaļ* ceturksn*?|piektdaļ*|sestdaļ*|septītdaļ*|astotdaļ*|devītdaļ*|desmitdaļ*",
        hints="viens viena vienu vienas vienam|abi abas abu abiem abām divu* divi* div* dubult* pāri*|trīs* trij*|četr*",
        larger=r"\w+padsmit\w*|\w+desmit\w*|simt\w*|tūksto\w*|pus|pusotr\w*",
    ),
    "mt": Ordinals(
        order="ewwel?|tieni|tielet|raba|ħames?|sitta?|seba?|tmien?|disa?|għaxar?|ħdax?|tnax?",
        parts="nofs*|terz terzi|kwart? kwarti?",
        hints="wieħed waħda|żew* tnejn par doppj* darbtejn xahrejn sentejn jumejn sagħtejn irdoppj*|tliet* tlie*"
        "|erba*|ħam*",
        larger=r"tlettax|erbatax|ħmistax|sittax|sbatax|tmintax|dsatax|għoxrin|tletin|erbgħin|ħamsin|sittin|sebgħin|tmenin"
        r"|disgħin|mija|mitt|mitejn|elf|elef|elfejn|nofs",
        definite="iż il",
    ),
    "nl": Ordinals(
        order="eerste*|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende|elfde|twaalfde",
        parts="helft* half? halve?|derde*|kwart*|",
        hints="een één eens eenmaal enige|beide* allebei twee* paar dubbel* tweemaal verdubbel*|drie* derden"
        " verdrievoud*|vier*",
        doubtful="acht",
        larger=r"(?:der|veer|vijf|zes|zeven|acht|negen)tien"
        r"|\w*(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|duizend)\w*|half|halve"
        r"|anderhalf",
        definite="de deze hun",
    ),
    "pl": Ordinals(
        endings="y a e ego ej emu ą ym ych ymi",
        order="pierwsz+ pierwsi|drug/i/a/ie/iego/iej/iemu/ą/im/ich/imi?|trzeci/_/a/e/ego/ej/emu/ą/m/ch/mi|czwart+"
        "|piąt/y/a/e/ego/ej/ą/ym/ych|szóst+|siódm+|ósm+|dziewiąt+|dziesiąt+|jedenast/y/a/e/ego/ej/ym|dwunast/y/a/e/ego/ej/ym",
        parts="połow* pół?||ćwierć* ćwierci*|",
        hints="jeden jedna jedno jednego jedną jednej jednym|oba obie obaj obu obydw* oboje dwu* dwó* podwójn* par*"
        " podwo*|trój* trzy* trze* troj* potrójn* potro*|czter* czwor*",
        larger=r"\w+naście|\w+nastu|dwadzieścia|dwudziest\w+|trzydzie\w+|czterdzie\w+|\w+dziesiąt|\w+dziesięciu|sto|stu"
        r"|setk\w+|dwieście|trzysta|czterysta|(?:pięć|sześć|siedem|osiem|dziewięć)set|tysi\w+|pół|półtora",
    ),
    "pt": Ordinals(
        endings="o a os as",
        order="primeir+|segund/o/a segundos? segundas?|terceir+ terça?|quart/o/os quarta? quartas?|quint/o/os quinta? quintas?"
        "|sext/o/os sexta? sextas?|sétim+|oitav+|non+|décim+|undécim+|duodécim+",
        parts="metade* meio? meia?|terço terços|quarto quartos",
        hints="um uma|ambos ambas par dobro dupl* dois* duas*|tripl* três*|||||||dezena*||dúzia*",
        larger=r"treze|catorze|quatorze|quinze|dezasseis|dezassete|dezoito|dezanove|vinte|trinta|quarenta|cinquenta"
        r"|sessenta|setenta|oitenta|noventa|cem|cento|centena\w*|\w+cent[oa]s|mil|milhar\w*|meio",
        definite="os as dos das estes estas",
    ),
    "ro": Ordinals(
        order="prim/ul/a/ii/ele prima|doilea? doua?|treilea treia|patrulea patra|cincilea cincea|șaselea șasea"
        "|șaptelea șaptea|optulea opta|nouălea noua?|zecelea zecea|unsprezecelea unsprezecea"
        "|doisprezecelea douăsprezecea",
        parts="jumătat* jumate|treim*|sfert sferturi pătrim*|cincim*|șesim*|șeptim*|optim*|noim*|zecim*",
        hints="un o una unu unul unei unui|ambele ambii ambelor ambilor amând* dubl* pereche|tripl* trei*||||||nouă",
        larger=r"\w+sprezece|\w+zeci|sută|sute|mie|mii|jumătate",
        definite="cele cei celor aceste",
    ),
    "sk": Ordinals(
        endings="ý á é ého ému om ej ú ým ých ými í",
        order="prv+|druh+?|tret/í/ia/ie/ieho/iemu/ej/iu/ím/ích/ími|štvrt+|piat/y/a/e/eho/emu/om/ej/u/ym/ych"
        "|šiest/y/a/e/eho/emu/om/ej/u/ym/ych|siedm/y/a/e/eho/om/ej/u/ym/ych|ôsm/y/a/e/eho/om/ej/u/ym/ych"
        "|deviat/y/a/e/eho/om/ej/u/ym/ych|desiat/y/a/e/eho/om/ej/u/ym/ych|jedenást/y/a/e/eho/om/ej|dvanást/y/a/e/eho/om/ej",
        parts="polovic*|tretin*|štvrtin*|pätin*|šestin*|sedmin*|osmin*|devätin*|desatin*",
        hints="jeden jedna jedno jedného jednu jednej jednom|oba obe obaja oboch obom oboma dvoj* dvo* dvak* pár*"
        " dva* zdvojnás*|troj* tro* tri* ztrojnás*|štvor* štyr*",
        larger=r"\w+násť\w*|\w+nást\w*|dvadsa\w+|tridsa\w+|štyridsa\w+|\w+desiat\w*|sto|sta|stov\w+|tisíc\w*|pol",
    ),
    "sl": Ordinals(
        endings="i a o e ega emu em ih im imi",
        order="prv+|drug+?|tretj+|četrt/i/a/o/ega/emu/em/ih/im četrte|pet/i/a/o/ega/emu/em|šest/i/a/o/ega/emu/em"
        "|sedm+|osm+|devet/i/a/o/ega/emu/em|deset/i/a/o/ega/emu/em|enajst/i/a/o/ega/emu/em|dvanajst/i/a/o/ega/emu/em",
        parts="polovic*|tretjin*|četrtin*|petin*|šestin*|sedmin*|osmin*|devetin*|desetin*",
        hints="en ena eno enega ene eni enem edin*|oba obe obeh obema obojestr* dvo* dva* par* podvoj*|tri* tro*"
        " potroj*|štir*",
        larger=r"\w+najst\w*|\w*dvajset\w*|\w+deset\w*|(?:dve|tri|štiri|pet|šest|sedem|osem|devet)?sto|stotin\w*|tisoč\w*"
        r"|pol",
    ),
    "sv": Ordinals(
        order="först/a/e|andra?|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|elfte|tolfte",
        parts="hälft* halv*|tredjedel* tredjedelar*|fjärdedel* kvart?|femtedel*|sjättedel*|sjundedel* sjundel*|åttondel*"
        " åttondedel*|niondel* niondedel*|tiondel* tiondedel*",
        hints="en ett ena enda|båda* bägge två* par dubbel* dubbl* fördubbl*|tre*|fyr*||sex*",
        larger=r"tretton|fjorton|femton|sexton|sjutton|arton|nitton|tjugo\w*|trettio\w*|fyrtio\w*|femtio\w*|sextio\w*"
        r"|sjuttio\w*|åttio\w*|nittio\w*|\w*hundra\w*|\w*tusen\w*|halv|halva",
        definite="de dessa sina",
    ),
}
