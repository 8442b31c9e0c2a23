#include "attempt_sweep.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace gateway::usage {

using config::Rests;

namespace {

// Names in the configuration contain no line feed; a client's model may, and comes last.
std::string nameOf(const AttemptSweep::Attempt& attempt, Rests rests)
{
    std::string name(attempt.provider);
    name += '\n';
    if (rests == Rests::Key || rests == Rests::KeyOnModel)
        name += attempt.key;
    name += '\n';
    if (rests == Rests::Model || rests == Rests::KeyOnModel)
        name += attempt.model;
    return name;
}

} // namespace

bool AttemptSweep::counts(LimitedFact fact)
{
    constexpr std::array kOwn{LimitedFact::Pause, LimitedFact::Others, LimitedFact::Failures, LimitedFact::Outage, LimitedFact::Recovery};
    return std::ranges::find(kOwn, fact) != kOwn.end();
}

AttemptSweep::AttemptSweep(const LimitQuery& query) : m_query(query) {}

void AttemptSweep::note(bool isBeyond)
{
    ++m_answer.known;
    m_answer.beyond += isBeyond ? 1 : 0;
}

void AttemptSweep::add(const Attempt& attempt)
{
    if (m_query.fact == LimitedFact::Pause || m_query.fact == LimitedFact::Others)
        return addWork(attempt);
    if (attempt.failure)
        addFailure(attempt, m_query.meanings[static_cast<std::size_t>(*attempt.failure)].rests);
    else if (attempt.isAnswered)
        addAnswer(attempt);
}

void AttemptSweep::addWork(const Attempt& attempt)
{
    Work& work = m_work.try_emplace(std::string(attempt.provider)).first->second;
    if (m_query.fact == LimitedFact::Others) {
        work.ends.erase(work.ends.begin(), work.ends.upper_bound(attempt.begin));
        note(static_cast<std::int64_t>(work.ends.size()) >= m_query.most);
        work.ends.insert(attempt.end);
        return;
    }
    if (work.lastEnd)
        note(attempt.begin - *work.lastEnd > m_query.most);
    work.lastEnd = std::max(work.lastEnd.value_or(attempt.end), attempt.end);
}

void AttemptSweep::addFailure(const Attempt& attempt, Rests rests)
{
    if (rests == Rests::Nothing)
        return;
    const bool hasNoKey = attempt.key.empty() && rests == Rests::Key; // then the provider is the subject
    addFailure(m_subjects[nameOf(attempt, hasNoKey ? Rests::Provider : rests)], attempt.end);
}

void AttemptSweep::addAnswer(const Attempt& attempt)
{
    for (const Rests rests : {Rests::Provider, Rests::Model, Rests::Key, Rests::KeyOnModel}) {
        if (attempt.key.empty() && (rests == Rests::Key || rests == Rests::KeyOnModel))
            continue; // the same as the two before
        const auto found = m_subjects.find(nameOf(attempt, rests));
        if (found != m_subjects.end())
            addAnswer(found->second, attempt.end);
    }
}

void AttemptSweep::forgetBefore(Subject& subject, std::int64_t when) const
{
    for (auto* const times : {&subject.failures, &subject.answers})
        while (!times->empty() && times->front() <= when - m_query.within)
            times->pop_front();
}

void AttemptSweep::addFailure(Subject& subject, std::int64_t when)
{
    if (m_query.fact == LimitedFact::Failures) {
        forgetBefore(subject, when);
        subject.failures.push_back(when);
        const bool isOften = static_cast<std::int64_t>(subject.failures.size()) >= m_query.most && subject.failures.size() >= subject.answers.size();
        note(isOften);
        if (isOften)
            subject = {};
        return;
    }
    if (subject.goodAnswers) { // too few so far, otherwise it would be forgotten
        if (m_query.fact == LimitedFact::Recovery)
            note(true);
        subject.goodAnswers.reset();
    }
    if (!subject.outSince)
        subject.outSince = when;
}

void AttemptSweep::addAnswer(Subject& subject, std::int64_t when)
{
    if (m_query.fact == LimitedFact::Failures) {
        subject.answers.push_back(when);
        return forgetBefore(subject, when);
    }
    if (subject.outSince) {
        if (m_query.fact == LimitedFact::Outage)
            note(when - *subject.outSince > m_query.most);
        subject.outSince.reset();
        subject.goodAnswers = 0;
    }
    if (subject.goodAnswers && ++*subject.goodAnswers >= m_query.most) {
        if (m_query.fact == LimitedFact::Recovery)
            note(false);
        subject.goodAnswers.reset();
    }
}

LimitAnswer AttemptSweep::answer() const
{
    LimitAnswer answer = m_answer;
    if (m_query.fact != LimitedFact::Outage)
        return answer;
    // The duration of a current outage is known only once it has exceeded the limit.
    const std::int64_t end = std::chrono::duration_cast<std::chrono::milliseconds>(m_query.to.time_since_epoch()).count();
    for (const auto& [name, subject] : m_subjects)
        if (subject.outSince && end - *subject.outSince > m_query.most) {
            ++answer.known;
            ++answer.beyond;
        }
    return answer;
}

} // namespace gateway::usage
