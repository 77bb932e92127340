"""The words of a synthetic corpus: general ones of biology, of which sentences are made that say nothing true."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.strip().splitlines())


QUALITIES = _words(
    """
    acidic activated aged ancestral apical astrocytic axonal basal bound calcium-dependent cholinergic
    chronic circulating cleaved compact conserved cortical cytosolic damaged deep dendritic dormant early
    elongated endosomal enlarged excitatory extracellular familial fast fibrillar folded glial glycosylated
    granular hippocampal immature inflamed inhibitory insoluble intact lamellar late lipidated long-range
    lysosomal mature membrane-bound metabolic microglial misfolded mitochondrial motor mutant myelinated
    native neuronal nuclear oligomeric peripheral phosphorylated pooled postsynaptic presynaptic primary
    reactive recycled residual secreted sensory slow soluble spinal sporadic stressed striatal subcortical
    synaptic tethered truncated ubiquitinated vascular ventral vesicular
    """
)
THINGS = _words(
    """
    actin adaptor aggregate antigen astrocyte axon barrier carrier cascade channel chaperone chromatin
    circuit cofactor collagen complex condensate cortex cytokine cytoskeleton dendrite domain endosome
    enhancer enzyme exon fibril filament fragment ganglion glycan granule helicase histone hormone integrin
    interneuron intron isoform kinase laminin ligand ligase lipid lysosome matrix membrane metabolite
    microglia microtubule mitochondrion motif myelin neurite neuron nucleolus nucleus oligomer organelle
    peptide phosphatase plaque polymerase pore promoter protease proteasome receptor ribosome scaffold spine
    sterol synapse telomere terminal transcript transporter tubule ubiquitin variant vesicle
    """
)
PROCESSES = _lines(
    """
    autophagic flux
    axonal transport
    calcium buffering
    cargo sorting
    cell adhesion
    cholesterol efflux
    complement tagging
    debris clearance
    DNA repair
    energy metabolism
    enzyme secretion
    exon skipping
    fission and fusion of mitochondria
    glial priming
    granule assembly
    heme turnover
    immune surveillance
    ion homeostasis
    lipid oxidation
    lysosomal acidification
    membrane repair
    metal handling
    myelin upkeep
    neurite outgrowth
    nuclear import
    oxygen sensing
    peptide cleavage
    plaque compaction
    protein quality control
    receptor recycling
    redox balance
    ribosome stalling
    RNA decay
    signal relay
    spine pruning
    stress signalling
    synaptic scaling
    translation control
    vesicle release
    waste export
    """
)
DOES = _lines(
    """
    accelerates
    binds
    blocks
    cleaves
    competes with
    controls
    delays
    depends on
    destabilises
    displaces
    drives
    exposes
    follows
    gates
    hardly affects
    inhibits
    interacts with
    limits
    maintains
    masks
    mirrors
    modifies
    outlasts
    phosphorylates
    precedes
    promotes
    protects
    recruits
    reduces
    regulates
    releases
    restores
    sequesters
    shapes
    stabilises
    supports
    suppresses
    tags
    tracks
    triggers
    """
)
PLACES = _lines(
    """
    at the plasma membrane
    at the presynaptic terminal
    close to the ventricles
    in aged animals
    in cerebrospinal fluid
    in cortical layers two and three
    in cultured neurons
    in derived organoids
    in endothelial cells
    in mid-life carriers
    in motor neurons
    in the brainstem
    in the cerebellum
    in the cytosol
    in the dentate gyrus
    in the entorhinal cortex
    in the hippocampus
    in the nucleus
    in the olfactory bulb
    in the optic nerve
    in the retina
    in the spinal cord
    in the striatum
    in the thalamus
    in white matter
    inside late endosomes
    near active zones
    on the luminal side
    outside of synapses
    within the inner membrane
    """
)
WHEN = _lines(
    """
    After a second injury
    As expected from its structure
    At low doses
    Before symptoms are noticed
    By contrast
    During development
    During the first weeks
    For that reason
    In a smaller cohort
    In a subset of patients
    In an independent sample
    In carriers of the risk allele
    In each of three laboratories
    In healthy donors
    In later stages
    In most models
    In the absence of its partner
    In unstimulated cells
    On a finer scale
    Once the barrier is open
    Over several years
    Under oxidative stress
    Under resting conditions
    When the gene is silenced
    With increasing age
    Without further treatment
    """
)
METHODS = _lines(
    """
    a blinded rating of sections
    a genome-wide screen
    a longitudinal cohort
    a meta-analysis of trials
    a proximity assay
    a randomised trial
    cross-linking
    cryogenic microscopy
    deep sequencing
    electron tomography
    fluorescence recovery
    immunoblots of fractions
    in situ hybridisation
    isotope labelling
    knock-in animals
    live imaging
    long-read sequencing
    magnetic resonance imaging
    mass spectrometry
    molecular dynamics
    patch clamping
    post-mortem tissue
    pulse-chase experiments
    reporter lines
    single-cell profiling
    spatial transcriptomics
    structural models
    tissue clearing
    """
)
AMOUNTS = tuple(
    [f"by {n}%" for n in (8, 11, 14, 17, 19, 23, 26, 31, 34, 38, 42, 47, 53, 58, 64, 71)]
    + [f"{n}-fold" for n in ("1.3", "1.7", "2.1", "2.4", "2.9", "3.5", "4.2", "6.0")]
    + ["within hours", "over weeks", "only in part", "beyond detection", "to half of its level", "to control values"]
)
WHY = _lines(
    """
    because the binding site is hidden
    because turnover is slow
    even where expression is low
    if the partner is present
    independently of its activity
    rather than by a direct contact
    since both share one domain
    so that excess is removed
    though the effect is small
    unless the pathway is saturated
    until the pool is exhausted
    when energy is short
    where supply is limited
    which explains its late onset
    which may be secondary
    while total levels stay the same
    with little effect on neighbours
    without a change in number
    """
)
SAYS = _words("argues confirms demonstrates found implied indicated reported revealed showed suggested supports")
SYLLABLES = _words("ba ce dor el fi gan hul ira jo ka len mar nes ol pri qua ris sta tel uri va wen xy zo")
LETTERS = "ABCDEFGHKLMNPQRSTVWXZ"
SURNAMES = tuple(
    f"{first}{last}"
    for first in _words("Ald Bern Carv Dahl Eken Fors Grun Holm Ibar Jans Kell Lind Mora Nord Palm Quin Rosa Sund Tann")
    for last in _words("a berg elli er ez hardt in ić man ova son ström wick y yama")
)
JOURNALS = _lines(
    """
    Annals of Synthetic Neurology
    Archives of Imagined Genetics
    Cell Notes
    Communications in Model Biology
    Frontiers of Example Medicine
    Journal of Fictional Neuroscience
    Journal of Sample Trials
    Letters on Protein Folding
    Proceedings of the Placeholder Academy
    Reviews of Invented Mechanisms
    """
)
