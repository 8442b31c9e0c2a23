#include "attempt_reason.h"

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <system_error>

namespace gateway::routing {

namespace {

struct Row {
    AttemptReason reason;
    const char* words;
};
constexpr std::array kOwn{
    Row{AttemptReason::AnsweredSooner, QT_TRANSLATE_NOOP("Error", "another attempt answered first")},
    Row{AttemptReason::OtherFailed, QT_TRANSLATE_NOOP("Error", "another request for the same answer failed")},
    Row{AttemptReason::NoJson, QT_TRANSLATE_NOOP("Error", "not a JSON object")},
    Row{AttemptReason::NoMemory, QT_TRANSLATE_NOOP("Error", "not enough memory for the answer")},
    Row{AttemptReason::ErrorInStream, QT_TRANSLATE_NOOP("Error", "error in the stream")},
    Row{AttemptReason::EmptyAnswer, QT_TRANSLATE_NOOP("Error", "empty answer")},
    Row{AttemptReason::NotJson, QT_TRANSLATE_NOOP("Error", "not valid JSON")},
    Row{AttemptReason::TooManyValues, QT_TRANSLATE_NOOP("Error", "too many values")},
    Row{AttemptReason::TooLong, QT_TRANSLATE_NOOP("Error", "too long")},
    Row{AttemptReason::UnusableStream, QT_TRANSLATE_NOOP("Error", "unusable stream")},
    Row{AttemptReason::OtherJson, QT_TRANSLATE_NOOP("Error", "unexpected JSON")},
    Row{AttemptReason::UnusableAnswer, QT_TRANSLATE_NOOP("Error", "unusable answer")},
    Row{AttemptReason::UnknownCoding, QT_TRANSLATE_NOOP("Error", "unknown content coding")},
    Row{AttemptReason::NoEndpoint, QT_TRANSLATE_NOOP("Error", "no such endpoint")},
    Row{AttemptReason::RefusedTool, QT_TRANSLATE_NOOP("Error", "this endpoint does not take a tool of the request")},
    Row{AttemptReason::Connecting, QT_TRANSLATE_NOOP("Error", "connecting")},
    Row{AttemptReason::FirstByte, QT_TRANSLATE_NOOP("Error", "the first byte")},
    Row{AttemptReason::FirstToken, QT_TRANSLATE_NOOP("Error", "the first token")},
    Row{AttemptReason::Answer, QT_TRANSLATE_NOOP("Error", "the answer")},
    Row{AttemptReason::RestOfAnswer, QT_TRANSLATE_NOOP("Error", "the rest of the answer")},
    Row{AttemptReason::Speed, QT_TRANSLATE_NOOP("Error", "its speed")},
};
static_assert(kOwn.size() == static_cast<std::size_t>(AttemptReason::Speed) + 1);

constexpr bool areInOrder()
{
    for (std::size_t i = 0; i < kOwn.size(); ++i)
        if (kOwn[i].reason != static_cast<AttemptReason>(i))
            return false;
    return true;
}
static_assert(areInOrder(), "one row for each reason, in the order of the enumeration");

/// The reasons in `resources/failures` for a refused account.
constexpr const char* kRegion = QT_TRANSLATE_NOOP("Error", "region not supported");
constexpr std::array kOfRules{
    QT_TRANSLATE_NOOP("Error", "account not verified"),
    QT_TRANSLATE_NOOP("Error", "account under risk control"),
    QT_TRANSLATE_NOOP("Error", "account suspended or restricted"),
    kRegion,
};
constexpr const char* kWithWords = QT_TRANSLATE_NOOP("Error", "%1: %2");

/// Reasons of a person's own rules have no translation.
Sentence sentenceOfRule(const std::string& reason)
{
    const auto* const known = std::ranges::find_if(kOfRules, [&](const char* words) { return reason == words; });
    return known == kOfRules.end() ? asIs(reason) : Sentence::of(*known);
}

} // namespace

const char* wordsOf(AttemptReason reason) { return kOwn[static_cast<std::size_t>(reason)].words; }

Sentence sentenceOf(AttemptReason reason) { return Sentence::of(wordsOf(reason)); }

Sentence reasonWithStatus(int status, AttemptReason reason) { return Sentence::of(kWithWords, {std::to_string(status), sentenceOf(reason)}); }

Sentence reasonOfAnswer(int status, const std::string& rule)
{
    const std::string number = std::to_string(status);
    return rule.empty() ? asIs(number) : Sentence::of(kWithWords, {number, sentenceOfRule(rule)});
}

Sentence timeoutReason(AttemptReason waitedFor)
{
    return {QT_TRANSLATE_NOOP("Error", "timeout: %1"), {sentenceOf(waitedFor)}};
}

int statusOf(const Sentence& reason)
{
    const Sentence& first = reason.pattern == kWithWords && !reason.values.empty() ? reason.values.front() : reason;
    int status = 0;
    const char* const end = first.text.data() + first.text.size();
    const auto [stop, error] = std::from_chars(first.text.data(), end, status);
    return error == std::errc() && stop == end ? status : 0;
}

Sentence wordsAfterStatus(const Sentence& reason)
{
    return statusOf(reason) != 0 && reason.values.size() == 2 ? reason.values.back() : Sentence();
}

bool isOfRegion(const Sentence& words) { return words.pattern == kRegion; }

} // namespace gateway::routing
