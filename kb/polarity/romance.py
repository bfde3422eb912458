"""Which words deny or hedge in French, Italian, Portuguese, Romanian and Spanish?

See ``row`` for how they are written.
"""

from __future__ import annotations

from kb.polarity.row import Words

WORDS: dict[str, Words] = {
    "es": Words(
        negation="insuf*? imposs*? imposib*? indispo*? inválid*? invalid*? inadecua*? inapp*? inadegua*? inadéqua*?"
        " incapa*? inexist*? no sin nunca jamás ni? a_menos_que? salvo_que? carece*?",
        concord="ningún ninguna ninguno nadie nada tampoco ni…ni ni ni_siquiera",
        neutral="o_no no_solo no_sólo no_solamente no_obstante sin_embargo no_menos sin_duda sin_perjuicio nada_más",
        at_least="al_menos por_lo_menos como_mínimo más_de# no_menos_de mínimo_de# o_más superior_a# un_mínimo"
        " por_encima_de#",
        at_most="como_máximo a_lo_sumo hasta# menos_de# no_más_de máximo_de# inferior_a# por_debajo_de# hasta?",
        about="aproximadamente alrededor_de# unos# unas# cerca_de# casi en_torno_a# en_torno_al# alrededor_del#"
        " cerca_del#",
        may="quizá quizás probablemente posiblemente tal_vez podría podrían acaso eventualmente puede? pueden?"
        " posib*? probable*?",
        only="solo sólo solamente únicamente exclusivamente únic*?",
        most="la_mayoría mayoría mayor_parte mayoritariamente mayor*? más?",
        amounts="mitad medio media tercio cuarto cien cientos mil miles millón millones | dos tres cuatro cinco diez",
    ),
    "fr": Words(
        negation="insuf*? imposs*? imposib*? indispo*? inválid*? invalid*? inadecua*? inapp*? inadegua*? inadéqua*?"
        " incapa*? inexist*? ne…pas ne…plus ne…jamais ne…rien ne…aucun* ne…personne ne…guère ne…ni n…pas n…plus"
        " n…jamais n…rien n…aucun* n…personne n…ni ne…point ne_pas ne_plus ne_jamais non? pas sans ni?"
        " faute_de? à_moins_que? à_moins_de? ne? n?",
        concord="personne_ne rien_ne ni…ni aucun aucune nul_ne nulle_part jamais ni",
        neutral="ou_non ou_pas non_seulement ne…pas_seulement pas_moins_de non_moins quand_même",
        at_least="au_moins au_minimum plus_de# plus_d# ne…pas_moins_de minimum_de# ou_plus pas_moins_de#"
        " supérieur_à# d_au_moins",
        at_most="au_plus au_maximum tout_au_plus jusqu_à# moins_de# moins_d# ne…pas_plus_de maximum_de# inférieur_à#"
        " jusqu_à? d_ici?",
        about="environ quelque# près_de# presque approximativement aux_alentours_de# autour_de# à_peu_près"
        " une_vingtaine? près_d#",
        may="potentiel*? pouvez? peut-être probablement éventuellement vraisemblablement sans_doute pourrait"
        " pourraient peut? peuvent? possib*? probable*? susceptible*?",
        only="seulement uniquement exclusivement ne…que n…que seul? seule? seuls? seules? unique*?",
        most="la_plupart majorité principalement? plupart plus?",
        amounts="moitié demi* tiers quart cent cents centaine* mille millier* million* milliard* | deux trois quatre"
        " cinq six dix",
    ),
    "it": Words(
        negation="insuf*? imposs*? imposib*? indispo*? inválid*? invalid*? inadecua*? inapp*? inadegua*? inadéqua*?"
        " incapa*? inexist*? non senza né? a_meno_che? privo? priva? privi? prive?",
        concord="nessun nessuno nessuna nessun' nulla niente né…né né neanche nemmeno neppure mai",
        neutral="o_meno o_no non_solo non_soltanto non_solamente non_meno nondimeno senz_altro ciò_nonostante"
        " nonostante quanto_mai più_che_mai",
        at_least="almeno più_di# oltre# non_meno_di come_minimo o_più superiore_a# più_del# più_della#"
        " più_dell# più_dei# oltre_il# minimo_di# perlomeno non_meno_del",
        at_most="al_massimo fino_a# meno_di# non_più_di al_di_sotto_di# inferiore_a# meno_del# fino_al# entro?"
        " massimo_di# fino_all#",
        about="circa quasi approssimativamente intorno_a# all_incirca attorno_a# circa_il intorno_al#",
        may="forse probabilmente potrebbe potrebbero possibilmente eventualmente magari può? possono? possib*?"
        " probabil*?",
        only="solo soltanto solamente unicamente esclusivamente unic*? sol*?",
        most="la_maggior_parte maggioranza maggior_parte più? maggior*? perlopiù",
        amounts="metà mezz* terzo quarto cento centinaia mille mila migliaia milion* miliard* | due tre quattro"
        " cinque dieci",
    ),
    "pt": Words(
        negation="insuf*? imposs*? imposib*? indispo*? inválid*? invalid*? inadecua*? inapp*? inadegua*? inadéqua*?"
        " incapa*? inexist*? não sem nunca jamais nem? a_menos_que? exceto? salvo_se?",
        concord="nenhum nenhuma nenhuns ninguém nada tampouco nem nem…nem nem_sequer",
        neutral="ou_não não_só não_apenas não_somente não_obstante sem_dúvida sem_prejuízo nada_mais",
        at_least="pelo_menos no_mínimo ao_menos mais_de# não_menos_de acima_de# ou_mais superior_a# mínimo_de#",
        at_most="no_máximo até# menos_de# não_mais_de quando_muito abaixo_de# inferior_a# máximo_de# até?",
        about="aproximadamente cerca_de# quase por_volta_de# em_torno_de# perto_de# uns# umas# cerca?",
        may="talvez provavelmente possivelmente eventualmente poderia poderiam porventura pode? podem? possív*?"
        " provável? poderá? poderão?",
        only="só apenas somente unicamente exclusivamente únic*?",
        most="a_maioria maioria maior_parte maioritariamente mais? maior*?",
        amounts="metade meio meia terço quarto cem centena* mil milhar* milhão milhões | dois duas três quatro cinco"
        " dez",
    ),
    "ro": Words(
        negation="ne*? lips*? în_loc? insuf*? imposs*? imposib*? indispo*? inválid*? invalid*? inadecua*? inapp*?"
        " inadegua*? inadéqua*? incapa*? inexist*? nu fără n_a n_au n_ar n_am n_are n_aveau fără_a fără_să"
        " decât_dacă?",
        concord="nici niciun nicio niciunul niciuna nimeni nimic niciodată nicăieri nici…nici",
        neutral="nevo* necesar* nevoi* net negru sau_nu nu_numai nu_doar fără_îndoială nu_în_ultimul_rând",
        at_least="cel_puțin minimum peste# mai_mult_de# mai_mulți_de# mai_multe_de# nu_mai_puțin_de minim#"
        " sau_mai_mult* cel_puţin",
        at_most="cel_mult până_la# maximum sub# mai_puțin_de# mai_puțini_de# nu_mai_mult_de maxim# până_la? până?",
        about="aproximativ circa aproape în_jur_de# cam# în_jurul_a#",
        may="poate probabil posibil eventual ar_putea ar_fi_putut pot? posib*? putea? este_posibil",
        only="doar numai exclusiv unic*? singur*?",
        most="cei_mai_mulți cele_mai_multe majoritatea majoritate majorității cea_mai_mare_parte cele_mai? cei_mai?",
        amounts="jumătate treime sfert sută sute mie mii milion milioane | doi două trei patru cinci zece",
    ),
}
