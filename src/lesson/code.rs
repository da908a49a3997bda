//! The codes of faults: stable names, and what each means with an example and its fix.

/// The kinds of faults, each with a stable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The file is not valid JSON, or not of the documented shape.
    Json,
    /// A heading or text is out of place.
    Structure,
    /// A name stands for nothing: an experiment, a run, a section, a step, a measure.
    UnknownName,
    /// Words are missing: a section, a choice, feedback, a hint.
    MissingWords,
    /// Words that nothing uses.
    UnusedWords,
    /// A formula cannot be read or computed.
    Formula,
    /// A question's own key is not graded as right, or a wrong choice is.
    Key,
    /// A setting is not one the experiment takes.
    Setting,
    /// A control character.
    Control,
    /// A file cannot be read.
    File,
    /// A step comes before one it needs.
    Order,
    /// A claim did not hold.
    Claim,
    /// More than a pack may hold.
    Limit,
    /// A run that takes too long.
    Cost,
    /// A goal or a number of right answers that is no goal.
    Goal,
    /// A name that cannot be typed, or stands for two things.
    Name,
    /// An abbreviation before it is spelled out.
    Abbreviation,
    /// A term before the step that introduces it.
    TermTooEarly,
    /// Two words for one thing.
    TwoWords,
    /// The chapter does not say who it is for.
    Audience,
    /// More on one screen than fits.
    Overflow,
    /// A number typed that should be measured.
    TypedNumber,
    /// Signs of Markdown that would be shown.
    Markup,
    /// Languages that disagree.
    Languages,
}

impl Code {
    /// All codes, in order.
    pub const ALL: [Self; 24] = [
        Self::Json,
        Self::Structure,
        Self::UnknownName,
        Self::MissingWords,
        Self::UnusedWords,
        Self::Formula,
        Self::Key,
        Self::Setting,
        Self::Control,
        Self::File,
        Self::Order,
        Self::Claim,
        Self::Limit,
        Self::Cost,
        Self::Goal,
        Self::Name,
        Self::Abbreviation,
        Self::TermTooEarly,
        Self::TwoWords,
        Self::Audience,
        Self::Overflow,
        Self::TypedNumber,
        Self::Markup,
        Self::Languages,
    ];

    /// The stable code, such as `L003`.
    pub fn name(self) -> String {
        format!("L{:03}", self as u8 + 1)
    }

    /// What the code means, an example, and what mends it.
    pub fn explain(self) -> &'static str {
        EXPLAINED[self as usize]
    }
}

/// The explanations, in the order of the codes: what is meant, what is wrong, what is right.
const EXPLAINED: [&str; 24] = [
    "The file is not JSON, or not of the documented shape.\n\n\
     Wrong:  {\"id\": \"relu\", \"flows\": [],}\n\
     Right:  {\"id\": \"relu\", \"flow\": []}\n\n\
     Check commas, quotes and the names of members. An editor that knows lessons/schema/ shows this while you type.",
    "Words stand in the wrong place.\n\n\
     Wrong:  text before the first `## step`, or the same heading twice\n\
     Right:  # Chapter, then ## step-id: Title, then ### section, then #### hints, slips or why",
    "A name stands for nothing: an experiment, a run, a question, a measure, a term.\n\n\
     Wrong:  {\"run\": \"layer\"} where the step's runs are called \"layers\"\n\
     Right:  {\"run\": \"layers\"}\n\n\
     `dltutor run` lists experiments, `dltutor run NAME --help` their measures; runs and questions are named in the step.",
    "lesson.json promises something that the words do not hold.\n\n\
     Wrong:  - `ten`: about 10 times\n\
     Right:  - `ten`: about 10 times\n          > That is one or two sigmoids' worth. There are ten.\n\n\
     Every part of a flow, question, choice and claim has its text in the section of its name; every choice and slip has \
     feedback; every question has four hints.",
    "The words hold a step, section, choice or heading that lesson.json never uses; or a number is drawn for nothing.\n\n\
     Wrong:  ### before, with no {\"read\": \"before\"} in the step's flow\n\
     Right:  use it, or delete it",
    "A formula cannot be read, or uses a name that is neither drawn, computed nor measured.\n\n\
     Wrong:  \"key\": \"0.25^layers\" with \"draw\": {\"n\": {\"whole\": [3, 6]}}\n\
     Right:  \"key\": \"0.25^n\"\n\n\
     Names are numbers drawn, names under `let`, and the measures of the question's run. Only the run of a question lends \
     it measures.",
    "The question was solved by its own key through the real grader, at many draws of its numbers, and that did not come \
     out right; or not exactly one choice is right; or an answer known as wrong was graded right.\n\n\
     Wrong:  \"key\": \"s > 0\" without \"absolute\": a key of 0 has no 2 % to be off by\n\
     Right:  \"key\": \"s > 0\", \"absolute\": 0.001\n\n\
     Wrong:  \"key\": \"n^2\" and a slip \"2*n\" with \"n\": {\"whole\": [2, 9]}: at 2 the slip is right\n\
     Right:  \"n\": {\"whole\": [3, 9]}\n\n\
     Wrong:  \"key\": \"share\", \"unit\": \"%\"\n\
     Right:  \"key\": \"100*share\", \"unit\": \"%\"",
    "The experiment takes no such parameter, or not that value.\n\n\
     Wrong:  \"set\": [\"depht=10\"] or \"set\": [\"width=1000000000\"]\n\
     Right:  \"set\": [\"depth=10\"]\n\n\
     `dltutor run NAME --help` lists parameters and their ranges.",
    "A lesson must not send control characters to a terminal: they can move the cursor, hide text or set the title. Nor \
     must it hold characters that nobody sees.\n\n\
     Fix:  delete the character; write σ, → and the like directly.",
    "A file is missing, too large, not UTF-8, or outside the folder.\n\n\
     Fix:  each chapter of course.json has a folder with lesson.json and a file of words for every language.",
    "A step, prediction or chapter needs something that comes later or is not there.\n\n\
     Wrong:  {\"run\": \"layers\"}, {\"predict\": \"how-much\"}\n\
     Right:  {\"predict\": \"how-much\"}, {\"run\": \"layers\"}: first the guess, then the run that grades it",
    "A claim of the course was measured and did not hold. Teach what is true.\n\n\
     Fix:  run the command shown, look at the measure, and weaken the claim with a margin; or correct the sentence.",
    "A pack holds more than it may: the bounds keep a stranger's pack from taking a machine's memory.\n\n\
     Fix:  split the chapter, or the step.",
    "A run takes longer than a learner waits.\n\n\
     Wrong:  \"set\": [\"epochs=300\", \"seeds=20\"]\n\
     Right:  \"set\": [\"epochs=60\"]",
    "A goal that is none: an exploration that is solved before anything is changed, or not by its own solution; or more \
     right answers needed than questions asked.\n\n\
     Wrong:  \"goal\": \"ratio > 0\", \"need\": 4 with three questions\n\
     Right:  \"goal\": \"ratio > 0.1\", \"need\": 2",
    "A name cannot be typed, or stands for two things. Progress is kept under names: they are permanent.\n\n\
     Wrong:  \"id\": \"Why ReLU?\"\n\
     Right:  \"id\": \"why-relu\"; after a rename keep the old one under \"aliases\"",
    "An abbreviation stands before the words it is short for.\n\n\
     Wrong:  The MSE falls.\n\
     Right:  The mean squared error (MSE) falls.\n\n\
     What is no abbreviation is let pass by the step: \"allow\": [{\"code\": \"L017\", \"text\": \"UCI\", \"why\": \"a name\"}]",
    "A term of the glossary is used in a step before the one that introduces it.\n\n\
     Wrong:  \"the gradient\" in the first step, while \"introduces\": [\"gradient\"] stands in the third\n\
     Right:  say it in words known here, or introduce it earlier\n\n\
     An everyday use is let pass by the step: \"allow\": [{\"code\": \"L018\", \"text\": \"batch\", \"why\": \"of cookies\"}]",
    "Two words for one thing: the glossary has one, and lists this as one to avoid.\n\n\
     Wrong:  the cost function\n\
     Right:  the loss",
    "The chapter does not say who it is for.\n\n\
     Right:  ## about: Who this is for\n        ### for, ### know, ### able: who, what they know already, what they will be able to do",
    "More comes at once than a screen of 80×24 holds: what is above is gone before it is read.\n\n\
     Between two keys there are 23 rows of text at most, or two screens with a figure among them, as one can scroll back.\n\n\
     Fix:  put a \"page\" in between, or say it in fewer words.",
    "A number was typed that looks measured: no one would notice when it stops being true.\n\n\
     Wrong:  sigmoid ends at 8.2 % of the test digits\n\
     Right:  sigmoid ends at {accuracy.sigmoid_depth_6:percent} of the test digits\n\n\
     Numbers that the step's settings, keys or claims hold are fine. Others are let pass by the step: \"allow\": [{\"code\": \
     \"L022\", \"text\": \"1.41\", \"why\": \"the square root of 2\"}]",
    "Signs of Markdown or of placeholders that were not understood would be shown as they stand; tags of HTML and images \
     would not be shown.\n\n\
     Wrong:  ** bold** or **bold, ###slow, {run.measure, $x^2$, <b>bold</b>\n\
     Right:  **bold**, ### slow, {run.measure}, x², **bold**",
    "The words of two languages disagree in structure.\n\n\
     Fix:  every language has the same steps, sections, choices, slips, number of hints and placeholders, under the same \
     names; only texts and titles differ.",
];

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn every_code_is_stable_and_explained() {
        let names: Vec<String> = Code::ALL.iter().map(|code| code.name()).collect();
        assert_eq!((names[0].as_str(), names[11].as_str(), names[23].as_str()), ("L001", "L012", "L024"));
        for (place, code) in Code::ALL.into_iter().enumerate() {
            assert_eq!(code as usize, place);
            assert!(code.explain().contains("\n\n"), "{}: an example or a fix", code.name());
        }
    }
}
