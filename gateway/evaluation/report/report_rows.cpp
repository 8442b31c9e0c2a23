#include "report_rows.h"

#include "figures.h"
#include "html_text.h"
#include "score_axis.h"
#include "word_marks.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/sentence_json.h"
#include "gateway/core/text/joined.h"
#include "gateway/core/text/utf8.h"
#include "gateway/evaluation/scoring/answer_comparison.h"

#include <algorithm>

namespace gateway::evaluation {

namespace {

constexpr std::size_t kLongestText = 4000; // bytes that are shown

std::string cut(const std::string& text) { return text.substr(0, wholeCharacters(text, kLongestText)); }
bool isCut(const std::string& text) { return text.size() > kLongestText; }

std::string paragraph(const char* kind, const std::string& html) { return std::string("<div class=\"text ") + kind + "\" dir=\"auto\">" + html + "</div>"; }

} // namespace

/// A target's answers to one row.
struct ReportRows::Shown {
    std::size_t target = 0;
    const RunAnswer* answer = nullptr; ///< the first that did not fail, else the first; null: not asked
    std::optional<double> score; ///< mean of the samples
    int scored = 0;
};

ReportRows::ReportRows(const RunResults& results, const ReportWords& words)
    : m_results(results)
    , m_words(words)
    , m_base(results.best().value_or(0))
{
    for (const TagResult& tag : results.tags)
        if (m_tagPlaces.emplace(tag.tag, m_tags.size()).second)
            m_tags.push_back(tag.tag);
}

std::vector<ReportRows::Shown> ReportRows::shownOf(const std::vector<RunAnswer>& answers) const
{
    std::vector<Shown> all(m_results.targets.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        all[i].target = i;
    for (const RunAnswer& answer : answers) {
        Shown& shown = all[answer.key.target];
        if (!shown.answer || (!shown.answer->isAnswered() && answer.isAnswered()))
            shown.answer = &answer;
        if (!answer.isAnswered() || !answer.score)
            continue;
        shown.score = (shown.score.value_or(0) * shown.scored + *answer.score) / (shown.scored + 1);
        ++shown.scored;
    }
    return all;
}

std::string ReportRows::shortNote(bool isShortened) const { return isShortened ? "<p class=\"note\">" + htmlText(m_words(words::kShortened)) + "</p>" : std::string(); }

std::string ReportRows::head(const RunFile::RowFacts& facts, std::size_t place, const std::vector<Shown>& shown) const
{
    std::string tags;
    for (const std::string& tag : facts.tags)
        if (const auto found = m_tagPlaces.find(tag); found != m_tagPlaces.end())
            tags += (tags.empty() ? "" : " ") + std::to_string(found->second);
    std::vector<const Shown*> answered;
    bool hasFailed = false;
    for (const Shown& each : shown) {
        if (each.answer && each.answer->isAnswered())
            answered.push_back(&each);
        hasFailed = hasFailed || (each.answer && !each.answer->isAnswered());
    }
    const auto differs = [&answered](const auto& areSame) { return std::ranges::any_of(answered, [&](const Shown* each) { return !areSame(*answered.front(), *each); }); };
    std::string is;
    if (differs([](const Shown& a, const Shown& b) { return a.score == b.score; }))
        is += " scores";
    if (differs([](const Shown& a, const Shown& b) { return areSameAnswers(a.answer->text, b.answer->text); }))
        is += " answers";
    is += hasFailed ? " failed" : "";
    std::string html = "<article class=\"row\" data-tags=\"" + tags + "\" data-is=\"" + (is.empty() ? is : is.substr(1)) + "\"><header><h3>";
    html += htmlText(facts.id.empty() ? std::to_string(place + 1) : facts.id) + "</h3><span class=\"note\">" + htmlText(joined(facts.tags, " · ")) + "</span></header>";
    html += paragraph("question", htmlText(cut(facts.question))) + shortNote(isCut(facts.question));
    if (!facts.reference.empty())
        html += paragraph("reference", "<span class=\"note\">" + htmlText(m_words(words::kReference)) + "</span> " + htmlText(cut(facts.reference)));
    return html + "<div class=\"answers\">";
}

std::string ReportRows::checks(const RunAnswer& answer) const
{
    std::string html;
    for (const Json& check : answer.checks) {
        const auto score = json::numberOf(check, "score");
        const char* const kind = !score ? "open" : *score >= 0.5 ? "pass" : "fail";
        const std::string shown = !score ? "-" : fixed(*score, 2);
        html += std::string("<li><b class=\"") + kind + "\">" + shown + "</b> " + htmlText(json::textOf(check, "type"));
        if (const std::string reason = m_words(json::sentenceIn(json::fieldOf(check, "reason"))); !reason.empty())
            html += ": " + htmlText(cut(reason));
        html += "</li>";
    }
    return html.empty() ? html : "<ul class=\"checks\">" + html + "</ul>";
}

std::string ReportRows::answer(const Shown& shown, const std::string& text, bool isShortened) const
{
    std::string html = "<section><h4><i class=\"dot " + colorClass(shown.target) + "\"></i><span class=\"name\">" + htmlText(m_results.targets[shown.target].name) + "</span>";
    if (!shown.answer)
        return html + "</h4><p class=\"note\">" + htmlText(m_words(words::kNotAsked)) + "</p></section>";
    std::vector<std::string> figures;
    if (shown.score)
        figures.push_back(fixed(*shown.score, 2) + (shown.scored > 1 ? " (" + m_words(words::kSamples, {std::to_string(shown.scored)}) + ')' : ""));
    if (shown.answer->latency && shown.answer->isAnswered())
        figures.push_back(durationText(*shown.answer->latency));
    if (shown.answer->cost)
        figures.push_back(toText(*shown.answer->cost));
    html += " <span class=\"note\">" + htmlText(joined(figures, " · ")) + "</span></h4>";
    if (!shown.answer->isAnswered()) {
        html += "<p class=\"failed\">" + htmlText(m_words(words::kFailed)) + ": " + htmlText(cut(m_words(shown.answer->error))) + " <code>" + htmlText(shown.answer->errorCode) + "</code></p>";
        return html + "</section>";
    }
    return html + paragraph("answer", text) + shortNote(isShortened) + checks(*shown.answer) + "</section>";
}

std::string ReportRows::row(const RunFile::RowFacts& facts, std::size_t place, const std::vector<RunAnswer>& answers) const
{
    const auto all = shownOf(answers);
    std::vector<std::string> texts;
    std::vector<std::size_t> targets;
    std::size_t base = 0;
    for (const Shown& shown : all) {
        if (!shown.answer || !shown.answer->isAnswered())
            continue;
        base = shown.target == m_base ? texts.size() : base;
        texts.push_back(cut(validUtf8(shown.answer->text)));
        targets.push_back(shown.target);
    }
    const auto marked = texts.empty() ? std::vector<std::vector<TextPiece>>() : markDifferences(texts, base);
    std::string html = head(facts, place, all);
    for (const Shown& shown : all) {
        const auto found = std::ranges::find(targets, shown.target);
        std::string text;
        if (found != targets.end())
            for (const TextPiece& piece : marked[static_cast<std::size_t>(found - targets.begin())])
                text += piece.isMarked ? "<mark>" + htmlText(piece.text) + "</mark>" : htmlText(piece.text);
        html += answer(shown, text, shown.answer && isCut(shown.answer->text));
    }
    return html + "</div></article>\n";
}

} // namespace gateway::evaluation
