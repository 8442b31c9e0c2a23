#include "health.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace gateway::routing {

namespace {

using config::KeyFailoverSettings;

constexpr std::size_t kMostEntities = 4096;
constexpr Milliseconds kLongestUnreported{5 * 60 * 1000}; ///< if the provider did not state a time
constexpr Milliseconds kLongestReported{7 * 24 * 3600 * 1000LL};

// Configured names contain no line feed; a client's model name may, and is last.
std::string nameOf(const Health::Subject& subject)
{
    std::string name;
    name.reserve(subject.provider.size() + subject.operation.size() + subject.key.size() + subject.model.size() + 3);
    name.append(subject.provider).append(1, '\n').append(subject.operation).append(1, '\n');
    name.append(subject.key).append(1, '\n').append(subject.model);
    return name;
}

Health::Subject subjectOf(const Rest& rest) { return {rest.provider, rest.key, rest.model, rest.operation}; }

/// By the wall clock. The times come from a file and may have any value.
Milliseconds lengthOf(const Rest& rest)
{
    const WallTime latest = rest.since < WallTime::max() - kLongestReported ? rest.since + kLongestReported : WallTime::max();
    return rest.until <= rest.since ? Milliseconds(0) : std::chrono::ceil<Milliseconds>(std::min(rest.until, latest) - rest.since);
}

/// The part of an attempt's subject that a failure concerns.
Health::Subject concerned(const Health::Subject& subject, Rests rests)
{
    switch (rests) {
    case Rests::Key: return {subject.provider, subject.key, {}, subject.operation};
    case Rests::KeyOnModel: return subject;
    case Rests::Model: return {subject.provider, {}, subject.model, subject.operation};
    case Rests::Provider:
    case Rests::Nothing: break;
    }
    return {subject.provider, {}, {}, subject.operation};
}

} // namespace

Health::Health(const Clock& clock, std::function<void()> changed)
    : m_clock(clock), m_changed(std::move(changed))
{
}

/// Visits the state of everything that an attempt with `subject` depends on.
template <class Visit> void Health::visit(const Subject& subject, Visit visit) const
{
    for (const Rests scope : {Rests::Provider, Rests::Model, Rests::Key, Rests::KeyOnModel}) {
        if (subject.key.empty() && (scope == Rests::Key || scope == Rests::KeyOnModel))
            continue; // the same as the preceding two
        const auto found = m_entities.find(nameOf(concerned(subject, scope)));
        if (found != m_entities.end())
            visit(found->first, const_cast<Entity&>(found->second));
    }
}

const Rest* Health::resting(const Subject& subject, const KeyFailoverSettings& settings) const
{
    if (m_entities.empty() || !settings.enabled)
        return nullptr;
    const Rest* const resting = restingFor(subject, subject, settings);
    if (resting || subject.operation.empty())
        return resting;
    return restingFor({subject.provider, subject.key, subject.model}, subject, settings);
}

/// Why `asker` must be passed over because of the state of `subject`. Health checks are conversations: they cannot tell
/// whether another kind of operation works, which gets a trial of its own when its cooldown has expired.
const Rest* Health::restingFor(const Subject& subject, const Subject& asker, const KeyFailoverSettings& settings) const
{
    const TimePoint now = m_clock.now();
    const bool isChecked = subject.operation.empty() && settings.mode == "active";
    const bool mayBeTrial = subject.operation == asker.operation;
    const Rest* resting = nullptr;
    visit(subject, [&](const std::string&, Entity& entity) {
        if (!entity.rest || resting)
            return;
        const bool isOver = now >= entity.rest->ends && !isChecked;
        if (isOver && (entity.trial == 0 || !mayBeTrial))
            return;
        followWallClock(*entity.rest);
        resting = &*entity.rest;
    });
    return resting;
}

Health::Attempt Health::begin(const Subject& subject, const KeyFailoverSettings& settings)
{
    Attempt attempt;
    if (!settings.enabled)
        return attempt;
    attempt.m_health = this;
    attempt.m_settings = &settings;
    attempt.m_subject = subject;
    attempt.m_number = ++m_attempts;
    if (!m_entities.empty())
        visit(subject, [&](const std::string&, Entity& entity) {
            if (!entity.rest || entity.trial != 0)
                return;
            entity.trial = attempt.m_number;
            entity.rest->isBeingTried = true;
        });
    return attempt;
}

void Health::Attempt::swap(Attempt& other) noexcept
{
    std::swap(m_health, other.m_health);
    std::swap(m_settings, other.m_settings);
    std::swap(m_subject, other.m_subject);
    std::swap(m_number, other.m_number);
}

void Health::Attempt::succeeded()
{
    if (Health* const health = std::exchange(m_health, nullptr))
        health->noteSuccess(*this);
}

void Health::Attempt::end(const Failure* failure)
{
    Health* const health = std::exchange(m_health, nullptr);
    if (!health)
        return;
    if (failure && failure->rests != Rests::Nothing)
        health->noteFailure(*this, *failure);
    health->endTrials(*this);
}

void Health::noteSuccess(const Attempt& attempt)
{
    if (m_entities.empty())
        return;
    const TimePoint now = m_clock.now();
    std::vector<std::string> well;
    bool isChanged = false;
    visit(attempt.m_subject, [&](const std::string& name, Entity& entity) {
        entity.window.succeeded(now);
        if (entity.rest && entity.trial == attempt.m_number && noteWell(entity, *attempt.m_settings)) {
            well.push_back(name);
            isChanged = true;
        } else if (!entity.rest && entity.window.failures(now) == 0) {
            well.push_back(name);
        }
    });
    for (const std::string& name : well)
        m_entities.erase(name);
    if (isChanged)
        m_changed();
}

/// Notes a successful trial; true if it was the last one needed.
bool Health::noteWell(Entity& entity, const KeyFailoverSettings& settings)
{
    entity.trial = 0;
    entity.rest->isBeingTried = false;
    return ++entity.trialsWell >= settings.successThreshold;
}

void Health::noteFailure(const Attempt& attempt, const Failure& failure)
{
    const KeyFailoverSettings& settings = *attempt.m_settings;
    Rests rests = failure.rests;
    if (attempt.m_subject.key.empty() && rests == Rests::Key)
        rests = Rests::Provider; // there is no key that could be to blame
    const Subject subject = concerned(attempt.m_subject, rests);
    Entity& entity = this->entity(subject, settings);
    const TimePoint now = m_clock.now();
    entity.window.failed(now);
    const int failures = entity.window.failures(now);
    const bool isOften = failures >= settings.failureThreshold && failures >= entity.window.successes(now);
    const bool wasTrial = entity.rest && entity.trial == attempt.m_number;
    if (entity.rest && !wasTrial) { // it was sent before the cooldown began
        if (failure.limitedFor && now + std::min(*failure.limitedFor, kLongestReported) > entity.rest->ends)
            restFor(*entity.rest, *failure.limitedFor);
        return;
    }
    if (!wasTrial && !isOften && !failure.atOnce && !failure.limitedFor)
        return;
    setAside(entity, subject, settings, failure);
    if (rests == Rests::KeyOnModel && !attempt.m_subject.key.empty())
        setModelAside(attempt, failure);
    m_changed();
}

void Health::setAside(Entity& entity, const Subject& subject, const KeyFailoverSettings& settings, const Failure& failure)
{
    const int before = entity.rest ? entity.rest->rests : 0;
    Milliseconds time = failure.rest > Milliseconds(0) ? failure.rest : Milliseconds(settings.checkInterval_ms);
    time = std::min(time * (std::int64_t{1} << std::min(before, 16)), std::max(time, kLongestUnreported));
    if (failure.limitedFor)
        time = *failure.limitedFor;
    Rest rest;
    rest.provider = subject.provider;
    rest.key = subject.key;
    rest.model = subject.model;
    rest.operation = subject.operation;
    rest.failure = failure.failure;
    rest.reason = failure.reason;
    rest.words = failure.words;
    rest.since = entity.rest ? entity.rest->since : m_clock.wallNow();
    restFor(rest, time);
    rest.rests = before + 1;
    entity.rest = std::move(rest);
    entity.trial = 0;
    entity.trialsWell = 0;
}

void Health::restFor(Rest& rest, Milliseconds time) const
{
    rest.time = std::clamp(time, Milliseconds(0), kLongestReported);
    rest.ends = m_clock.now() + rest.time;
    rest.until = m_clock.wallNow() + rest.time;
}

/// Differences below a second are ignored, so that the reported time stays the same unless a clock was set.
void Health::followWallClock(Rest& rest) const
{
    constexpr std::chrono::seconds kNoticeable{1};
    const WallTime until = m_clock.wallNow() + std::chrono::duration_cast<WallTime::duration>(rest.ends - m_clock.now());
    if (std::chrono::abs(until - rest.until) > kNoticeable)
        rest.until = until;
}

Milliseconds Health::left(const Rest& rest) const
{
    return std::max(std::chrono::ceil<Milliseconds>(rest.ends - m_clock.now()), Milliseconds(0));
}

// Two keys have reached their limit for a model without any success since: the limit is the account's, and the other
// keys would fail one by one.
void Health::setModelAside(const Attempt& attempt, const Failure& failure)
{
    const Subject model = concerned(attempt.m_subject, Rests::Model);
    int keys = 0;
    TimePoint soonest = TimePoint::max();
    for (const auto& [name, entity] : m_entities)
        if (entity.rest && entity.rest->scope() == Rests::KeyOnModel && entity.rest->provider == model.provider
            && entity.rest->model == model.model && entity.rest->operation == model.operation) {
            ++keys;
            soonest = std::min(soonest, entity.rest->ends);
        }
    Entity& entity = this->entity(model, *attempt.m_settings); // it counts successes from now on
    const TimePoint now = m_clock.now();
    entity.window.failed(now);
    if (keys < 2 || entity.rest || entity.window.successes(now) > 0)
        return;
    setAside(entity, model, *attempt.m_settings, failure);
    restFor(*entity.rest, std::chrono::ceil<Milliseconds>(soonest - now));
}

void Health::endTrials(const Attempt& attempt)
{
    if (m_entities.empty())
        return;
    visit(attempt.m_subject, [&](const std::string&, Entity& entity) {
        if (entity.trial != attempt.m_number)
            return;
        entity.trial = 0;
        if (entity.rest)
            entity.rest->isBeingTried = false;
    });
}

void Health::checked(const Rest& rest, const KeyFailoverSettings& settings, bool isWell)
{
    const auto found = m_entities.find(nameOf(subjectOf(rest)));
    if (found == m_entities.end() || !found->second.rest || found->second.rest->since != rest.since)
        return; // healthy again, or in a new cooldown
    Entity& entity = found->second;
    if (isWell && noteWell(entity, settings)) {
        m_entities.erase(found);
    } else {
        restFor(*entity.rest, Milliseconds(settings.checkInterval_ms));
        if (!isWell) {
            entity.trialsWell = 0;
            ++entity.rest->rests;
        }
    }
    m_changed();
}

void Health::forget(const Rest& rest)
{
    if (m_entities.erase(nameOf(subjectOf(rest))) > 0)
        m_changed();
}

Health::Entity& Health::entity(const Subject& subject, const KeyFailoverSettings& settings)
{
    if (m_entities.size() >= kMostEntities)
        makeRoom();
    return m_entities.try_emplace(nameOf(subject), Entity{OutcomeWindow(Milliseconds(settings.window_ms))}).first->second;
}

/// Model names come from clients, so their number is unlimited.
void Health::makeRoom()
{
    const TimePoint now = m_clock.now();
    const auto isDispensable = [now](const auto& named) {
        const Entity& entity = named.second;
        return entity.rest ? entity.rest->ends <= now && entity.trial == 0 : entity.window.failures(now) == 0;
    };
    if (std::erase_if(m_entities, isDispensable) == 0)
        m_entities.clear();
}

std::vector<Rest> Health::rests() const
{
    std::vector<Rest> rests;
    for (const auto& [name, entity] : m_entities)
        if (entity.rest) {
            rests.push_back(*entity.rest);
            followWallClock(rests.back());
        }
    std::sort(rests.begin(), rests.end(), [](const Rest& a, const Rest& b) {
        return std::tie(a.provider, a.key, a.model, a.operation) < std::tie(b.provider, b.key, b.model, b.operation);
    });
    return rests;
}

void Health::restore(const std::vector<Rest>& rests)
{
    const WallTime wallNow = m_clock.wallNow();
    for (const Rest& rest : rests) {
        Entity& entity = this->entity(subjectOf(rest), KeyFailoverSettings{});
        entity.rest = rest;
        entity.rest->isBeingTried = false;
        // A file of an earlier version lacks the length: the time since the first failure is an upper bound.
        const auto known = rest.time > Milliseconds(0) ? rest.time : lengthOf(rest);
        const WallTime until = std::clamp(rest.until, wallNow, wallNow + kLongestReported);
        restFor(*entity.rest, std::min(std::chrono::ceil<Milliseconds>(until - wallNow), known));
        entity.rest->until = std::min(until, wallNow + known); // the reported time, without rounding
        entity.rest->time = known;
        entity.rest->since = std::min(rest.since, wallNow);
    }
    if (!rests.empty())
        m_changed();
}

void Health::forgetUnless(const std::function<bool(std::string_view provider)>& keep)
{
    bool isChanged = false;
    std::erase_if(m_entities, [&](const auto& named) {
        const bool goes = !keep(std::string_view(named.first).substr(0, named.first.find('\n')));
        isChanged = isChanged || (goes && named.second.rest);
        return goes;
    });
    if (isChanged)
        m_changed();
}

} // namespace gateway::routing
