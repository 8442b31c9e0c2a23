#pragma once

#include "limit_reader.h"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace gateway::usage {

/// Counts attempts of a time span, in the order in which they began, for facts that depend on earlier attempts:
/// `Pause`, `Others`, `Failures`, `Outage` and `Recovery`. Any thread.
class AttemptSweep {
public:
    struct Attempt {
        std::string_view provider;
        std::string_view key; ///< may be empty
        std::string_view model;
        std::int64_t begin = 0; ///< milliseconds since 1970, like `end`
        std::int64_t end = 0;
        std::optional<config::FailureClass> failure; ///< empty also after a client error or disconnect
        bool isAnswered = false;
    };

    static bool counts(LimitedFact fact);

    /// `query` must outlive it.
    explicit AttemptSweep(const LimitQuery& query);

    void add(const Attempt& attempt);
    /// The result for the attempts so far.
    LimitAnswer answer() const;

private:
    /// Something that can be at fault: a key, a model, both, or a provider.
    struct Subject {
        std::deque<std::int64_t> failures; ///< times
        std::deque<std::int64_t> answers;
        std::optional<std::int64_t> outSince;
        std::optional<std::int64_t> goodAnswers; ///< since it recovered
    };
    /// Load of a provider.
    struct Work {
        std::multiset<std::int64_t> ends; ///< of attempts in progress
        std::optional<std::int64_t> lastEnd; ///< latest end so far
    };

    void addWork(const Attempt& attempt);
    void addFailure(const Attempt& attempt, config::Rests rests);
    void addAnswer(const Attempt& attempt);
    void addFailure(Subject& subject, std::int64_t when);
    void addAnswer(Subject& subject, std::int64_t when);
    void forgetBefore(Subject& subject, std::int64_t when) const;
    void note(bool isBeyond);

    const LimitQuery& m_query;
    std::map<std::string, Work, std::less<>> m_work; ///< by provider
    std::map<std::string, Subject, std::less<>> m_subjects;
    LimitAnswer m_answer;
};

} // namespace gateway::usage
