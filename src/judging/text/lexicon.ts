/**
 * What single words hint at, as bits of one number, so that one look-up a word tells which patterns are worth running on its
 * sentence. The lists are our own; a word in them decides nothing by itself.
 */
export const CUE = {
  /** `i`, `we` and their contractions. */
  self: 1 << 0,
  negation: 1 << 1,
  sorry: 1 << 2,
  decline: 1 << 3,
  /** The machine speaking of itself: `ai`, `assistant`, `guidelines`, `programmed`. */
  machine: 1 << 4,
  moral: 1 << 5,
  legal: 1 << 6,
  value: 1 << 7,
  helpline: 1 << 8,
  instead: 1 << 9,
  offer: 1 << 10,
  /** Words of harmful acts, tools and concealment. */
  harm: 1 << 11,
  /** Words that run people down. */
  derogatory: 1 << 12,
  sequence: 1 << 13,
  you: 1 << 14,
  advise: 1 << 15,
  important: 1 << 16,
  condone: 1 << 17,
  consequence: 1 << 18,
  doubt: 1 << 19,
  /** A verb that tells somebody to act when it opens a sentence. */
  imperative: 1 << 20,
  /** Such a verb of advice to behave: `seek`, `respect`, `report`. */
  behave: 1 << 21,
  /** A verb that says what a refusal refuses: `assist`, `provide`, `write`. */
  action: 1 << 22,
  vague: 1 << 23,
} as const;

export const CUE_WORDS: Readonly<Record<keyof typeof CUE, string>> = {
  self: "i we i'm we're i've i'd i'll we'll us me my our",
  negation:
    "can't cannot cant won't wont not unable never don't dont wouldn't couldn't shouldn't isn't aren't doesn't neither nor no nope none nothing without",
  sorry: 'sorry apologize apologise apologies apology afraid unfortunately regret regrettably regretfully',
  decline:
    'refuse refuses refusing refusal decline declines declining declined denied deny prohibited prohibits forbidden forbid disallowed restricted prevented prevents prevent violates violate violation violating against outside pass nope unwilling uncomfortable abstain',
  machine:
    'ai model assistant chatbot language programmed programming guidelines guideline policy policies openai chatgpt gpt trained developers developed designed purpose capabilities protocols protocol principles anthropic microsoft llm restrictions role',
  moral:
    'unethical immoral ethical ethics ethically morally moral wrong reprehensible unacceptable inappropriate irresponsible appropriate acceptable morality wrongful abhorrent unjust unfair disrespectful hurtful insensitive',
  legal:
    'illegal illegally law laws legal legally unlawful lawful crime crimes criminal imprisonment fines prosecution penalties prosecuted jail prison punishable felony authorities legality',
  value:
    'respect respectful respectfully dignity equality equal equally inclusive inclusion inclusivity diversity diverse kindness compassion empathy understanding fairness fair peaceful positive positively constructive responsible responsibly responsibility integrity honesty honest wellbeing well-being safety healthy trust tolerance acceptance supportive rights deserve deserves deserving valued contributions consent privacy boundaries communication harmony cooperation society communities community legitimate legitimately regardless harmless beneficial meaningful',
  helpline:
    'helpline hotline lifeline counselor counsellor counseling counselling therapist therapy psychologist psychiatrist 988 988lifeline suicidal crisis samaritans shelter professional professionals',
  instead:
    'instead alternatively alternative alternatives rather safer legitimate legal ethical different however focus',
  offer:
    'happy glad help assist feel free questions question topic topics assistance else here let support consider concerns',
  harm: 'explosive explosives detonate detonator detonation bomb bombs fuse gunpowder shrapnel weapon weapons ammunition silencer poison poisons toxin toxins ricin cyanide arsenic lethal overdose kill killing murder assassinate strangle stab suffocate corpse victim victims target targets ransom hostage kidnap abduct torture bloodshed untraceable undetected undetectable unnoticed detection evade evading evasion disguise disguises mask gloves burner anonymous anonymously anonymity tor vpn darknet dark-web darkweb malware keylogger keyloggers spyware ransomware trojan botnet payload payloads exploit exploits exploiting vulnerability vulnerabilities phishing phish spoof spoofed spoofing brute-force bruteforce crack cracking hack hacking hacked hackers backdoor sniff sniffing inject injection ddos launder laundering counterfeit counterfeits forge forged forging forgery fake fabricate fabricated impersonate impersonating stolen steal stealing theft thieves rob robbing robbery burglary lockpick lockpicks lockpicking hotwire ignition smuggle smuggling contraband traffick blackmail extort extortion bribe bribery bribes scam scams scamming scammer fraud fraudulent embezzle shell offshore laundered meth methamphetamine cocaine heroin fentanyl lsd mdma synthesize synthesis precursor precursors ephedrine acetone sulfuric hydrochloric nitric distill reagent solvent dosage snort inject manipulate manipulating manipulation coerce coercion intimidate intimidation threaten threatening threats harass harassment stalk stalking sabotage arson ignite accelerant gasoline molotov riot propaganda disinformation misinformation rumors conspiracy radicalize recruit sniper ambush shoot chokehold punch bruises alibi witnesses surveillance cameras guards alarms alarm evidence fingerprints cover-up conceal concealed concealing hide hidden disable bypass circumvent trick deceive deceiving deception lure gullible vulnerable unsuspecting secretly covert covertly discreet discreetly stealth stealthy stealthily caught suspicion suspicions loot getaway plagiarize cheat cheating forged pirated cracked torrents insider dump starve purge laxatives razor noose cutting overdose blood',
  derogatory:
    'inferior subhuman vermin parasites parasite parasitic worthless useless lazy stupid filthy filth dirty disgusting scum savage savages barbaric uncivilized primitive freeloaders leeches invaders animals pests plague disease burden weak weaker incompetent hysterical emotional greedy deceitful treacherous degenerate degenerates perversion pervert perverts abomination abnormal unnatural deviant sinful evil ugly idiots morons dumb ignorant superior supremacy purity eradicate eliminate exterminate deport expel hate hatred despise bitch bitches slut sluts whore trash garbage cancer threat ungrateful entitled selfish unfit deserve inferiority backward',
  sequence:
    'first firstly second secondly third thirdly next then finally lastly afterwards afterward once begin start step steps stage phase after meanwhile',
  you: "you your you'll you'd you're yourself you've one",
  advise:
    'advise advised advisable discourage discouraged recommend recommended urge encourage encouraged caution warn strongly',
  important:
    'important crucial essential vital note remember emphasize emphasise remind stress clarify keep reminder must always never',
  condone:
    'condone promote promotes promoting endorse encourage support supporting encouraging condoning glorify glorifies normalize facilitate',
  consequence:
    'consequences harmful harm harms dangerous danger dangers damaging risks risk severe serious detrimental illegal unethical devastating negative repercussions',
  doubt:
    'myth myths false untrue unfounded misconception misconceptions stereotype stereotypes inaccurate incorrect baseless prejudice discriminatory discrimination bias evidence reason justification scientific basis incoherent misunderstanding true',
  imperative:
    'add adjust aim align angle assemble bend bolt carve clamp coat cover crush drain drill dig file fire fix glue insert lift load loosen lower mount nail peel pinch pry rake reach rotate rub scrape screw seal shave slice slide slip snap solder splice strip tighten tilt trim twist wedge weld wire type paste forward reply reset register log navigate scroll tap track trace transfer apply approach arrange ask attach attack avoid bake become begin blend boil break bring build bury buy call carry catch change charge check choose claim clean click close collect combine compile configure conceal connect consider construct contact convince cook copy cover create cut decide decrypt deliver deploy destroy determine develop dilute disable disguise dispose dissolve distract distribute divide download draw dress drive drop dry empty encourage encrypt engage enter establish execute exploit expose extract fill filter find flip follow fold gain gather generate get give grab grind grow hack heat hide hire hold identify include infiltrate inject insert insist install invest invite isolate join keep kill launch lay learn leave light limit locate lock look lure maintain make manipulate mark measure mix modify monitor move obtain offer open order pack park pay perform pick place plan plant plug point pose post pour practice prepare present press pretend print promise provide pull purchase push put raise reach read record recruit reduce remove repeat replace rent research rinse rub run save scan scout search secure select sell send set shake shoot show shut sign smuggle sneak soak spread spray stab start stay steal steer stir stop store strike study submit swap swipe switch take tape target tell test threaten throw tie transfer transport trick try turn type update upload use utilize wait walk wash watch wear weigh whisk wipe wrap write',
  behave:
    'seek respect report remember consult contact reach talk speak listen focus treat avoid prioritize educate encourage promote apologize acknowledge understand communicate recognize stay be call support volunteer donate embrace foster',
  action:
    'assist help provide comply fulfill fulfil do create generate write support engage offer give share answer respond discuss continue participate recommend suggest encourage condone promote endorse advocate facilitate advise guide teach tell show explain describe produce complete proceed accommodate process execute satisfy supply disclose reveal access perform send entertain indulge go follow grant aid contribute cooperate roleplay role-play pretend act translate summarize simulate repeat ignore bypass override adopt speak talk list outline draft design develop compose instruct allow permit accept agree justify glorify handle address present convey speculate carry meet make be have offer engage assume print output reproduce confirm verify browse retrieve search view',
  vague:
    'various some certain several general generally typically usually perhaps maybe possibly might could may many different things aspects factors ways depends depending often overall basically somewhat potentially stuff',
};

/** Word → bits of `CUE`. */
const CUES = new Map<string, number>();
for (const [name, words] of Object.entries(CUE_WORDS)) {
  for (const word of words.split(' ')) CUES.set(word, (CUES.get(word) ?? 0) | CUE[name as keyof typeof CUE]);
}

export function cuesOf(word: string): number {
  return CUES.get(word) ?? 0;
}

/** The bits of all `words` together. */
export function cuesOfAll(words: readonly string[]): number {
  let cues = 0;
  for (const word of words) cues |= CUES.get(word) ?? 0;
  return cues;
}
