"""Which words deny or hedge in Greek, Irish and Maltese, each the only one of its branch here?

See ``row`` for how they are written.
"""

from __future__ import annotations

from kb.polarity.row import Words

WORDS: dict[str, Words] = {
    "el": Words(
        negation="μη*? αδυν*? ανεπαρκ*? αντί? λείπ*? άγνωστ*? δεν δε μη μην χωρίς δίχως ούτε μήτε όχι ουδέποτε"
        " εκτός_εάν? εκτός_αν?",
        concord="κανείς κανένας κανέναν κανενός καμία καμιά κανένα τίποτα τίποτε πουθενά ποτέ ουδείς ουδεμία ουδέν",
        neutral="μήνα* μήνες μηνών μηνύμα* μηχαν* μήπως μητρ* ή_όχι ή_μη όχι_μόνο όχι_μόνον χωρίς_άλλο όχι_λιγότερο",
        at_least="τουλάχιστον περισσότερα_από# περισσότεροι_από# περισσότερες_από# περισσότερο_από# πάνω_από#"
        " άνω_των# άνω_του# όχι_λιγότερ* περισσότερους_από# ή_περισσότερ* πλέον_των#",
        at_most="το_πολύ έως# μέχρι# λιγότερ*_από# κάτω_από# κάτω_των# όχι_περισσότερ* μέγιστο? κατώτερ*? έως? μέχρι?",
        about="περίπου σχεδόν γύρω_στ*# κατά_προσέγγιση γύρω? περί#",
        may="μπορ*? ίσως πιθανώς πιθανόν ενδεχομένως πιθανότατα θα_μπορούσε θα_μπορούσαν ενδέχεται μπορεί? μπορούν?"
        " πιθαν*?",
        only="μόνο μόνον αποκλειστικά μόν*? μοναδικ*? αποκλειστικ*?",
        most="οι_περισσότεροι οι_περισσότερες τα_περισσότερα πλειονότητα πλειοψηφία πλειονότητας περισσότερ*?",
        amounts="μισ* τρίτο τέταρτο εκατό εκατοντάδες χίλι* χιλιάδες εκατομμύρι* | δύο τρεις τρία πέντε δέκα",
    ),
    "ga": Words(
        negation="in_ionad? easpa? mí*? ní níor nach nár gan níl níorbh nárbh níltear nílim ná? mura? murar? neamh*?"
        " chan cha nílid",
        concord="riamh? aon_duine? dada? faic? ceachtar?",
        neutral="ní_foláir níorbh_fholáir nó_nach ní_mór níor_mhór nár_mhór nach_mór_do ní_hamháin ní_amháin ná_go"
        " nach_amháin",
        at_least="ar_a_laghad níos_mó_ná# os_cionn# thar# breis_agus# nach_lú_ná níos_mó_ná? nó_níos_mó breis_is#",
        at_most="ar_a_mhéad suas_le# níos_lú_ná# faoi_bhun# nach_mó_ná suas_go# go_dtí? faoi?",
        about="thart_ar# timpeall# beagnach tuairim_is# geall_le# nach_mór thart_faoi# timpeall?",
        may="b'fhéidir d'fhéadfadh b_fhéidir d_fhéadfadh seans is_dócha d_fhéadfaí féadfa*? féidir? d_fhéadf*?",
        only="amháin? ach_amháin ní…ach níl…ach níor…ach gan…ach ach?",
        most="an_chuid_is_mó formhór* tromlach* den_chuid_is_mó is_mó? ba_mhinice?",
        amounts="leath trian ceathrú céad míle milliún* | dhá trí ceithre cúig deich",
    ),
    "mt": Words(
        negation="nuqqas? minflok? mhux mhumiex mhijiex mhuwiex mhix ma…*x m’…*x m'…*x mingħajr mingħajr_ma bla"
        " la…*x la…lanqas",
        concord="ħadd xejn qatt ebda lanqas la…u_lanqas mkien",
        neutral="jew_le mhux_biss mhux_sempliċement mhux_inqas_importanti ma_jistax_jonqos irrispettivament",
        at_least="mill-inqas tal-inqas minimu aktar_minn# iktar_minn# iżjed_minn# ’il_fuq_minn# il_fuq_minn#"
        " mhux_inqas_minn jew_aktar",
        at_most="mhux_aktar_minn sa# inqas_minn# massimu taħt# sa_massimu_ta’# sa?",
        about="madwar# kważi bejn_wieħed_u_ieħor xi# qrib# madwar?",
        may="forsi probabbilment possibbilment aktarx jista’_jkun tista’_tkun jistgħu_jkunu jista’? tista’? jistgħu?"
        " possib*? setgħ*? jaf?",
        only="biss unikament esklużivament waħdu? waħedha? uniku? unika?",
        most="il-maġġoranza maġġoranza l-biċċa_l-kbira il-biċċa_l-kbira bosta? l-aktar? ħafna?",
        amounts="nofs terz kwart mija mitt mitejn elf eluf elef miljun miljuni | żewġ tliet tnejn tlieta erba’ ħames"
        " għaxar",
    ),
}
