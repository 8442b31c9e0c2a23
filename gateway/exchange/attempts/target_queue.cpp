#include "target_queue.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::exchange {

namespace {

const UsableKey kNoKey;

/// Claude Code compacts a conversation when it reads the first words. Source: Anthropic API reference, "Errors".
Sentence tooLongFor(const Sentence& name, const providers::CatalogModel& model, routing::RequestTraits& traits)
{
    return {QT_TRANSLATE_NOOP("Error", "The prompt is too long: model %1 has a context of %2 tokens, and this request has about %3. Shorten it, "
        "add a target with a larger context, or set fallback.allow_degraded of the route."),
        {name, std::to_string(model.context), std::to_string(traits.inputTokens())}};
}

} // namespace

std::optional<routing::Candidate> candidateNamed(std::string_view name, std::string_view consumer, const Snapshot& snapshot)
{
    const std::size_t slash = std::min(name.find('/'), name.size());
    const auto& providers = snapshot.settings.providers;
    const auto provider = std::ranges::find(providers, name.substr(0, slash), &config::ProviderSettings::id);
    const auto index = static_cast<std::size_t>(provider - providers.begin());
    if (slash + 1 >= name.size() || provider == providers.end() || !provider->enabled || !snapshot.planner->restrictions().allowOnRoute(index, consumer))
        return std::nullopt;
    routing::Candidate candidate;
    candidate.provider = index;
    candidate.model = name.substr(slash + 1);
    return candidate;
}

std::vector<PassedOver> unusedTargets(const config::RouteSettings* route, std::string_view consumer, const Snapshot& snapshot)
{
    std::vector<PassedOver> unused;
    if (!route || route->clientCredential)
        return unused;
    for (const config::TargetSettings& target : route->targets) {
        const config::ProviderSettings* const provider = snapshot.settings.provider(target.provider);
        const bool isOff = !provider || !provider->enabled;
        const bool isRefused = provider
            && !snapshot.planner->restrictions().allowOnRoute(static_cast<std::size_t>(provider - snapshot.settings.providers.data()), consumer);
        if (!isOff && !isRefused && target.weight != 0)
            continue;
        PassedOver& each = unused.emplace_back();
        each.provider = target.provider;
        each.model = target.model.value_or(std::string());
        each.why.kind = ErrorKind::NoUsableTarget;
        if (isOff)
            each.why.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" is disabled. Enable it to use this target."), {target.provider}};
        else if (isRefused)
            each.why.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" is not available to consumer \"%2\". Add the consumer to the provider's consumers to use this target."),
                {target.provider, std::string(consumer)}};
        else
            each.why.message = {QT_TRANSLATE_NOOP("Error", "The target's weight is 0. Set a higher weight to use it.")};
    }
    return unused;
}

TargetQueue::TargetQueue(routing::Plan plan, const routing::RequestFacts& facts, const Snapshot& snapshot,
                         routing::Balancer& balancer, const routing::Health& health,
                         bool clientCredential, const routing::PlanBook* book)
    : m_plan(std::move(plan)), m_snapshot(snapshot), m_balancer(balancer), m_health(health),
      m_clientCredential(clientCredential), m_operation(facts.operation), m_avoided(m_plan, facts, snapshot, balancer, clientCredential ? nullptr : book)
{
    if (m_plan.route && !m_plan.fallback->allowDegraded)
        passOverIncapable(facts);
    m_plan.candidates.reserve(m_plan.candidates.size() + 1); // those given out stay where they are when one is added
}

void TargetQueue::add(routing::Candidate candidate)
{
    Q_ASSERT(m_plan.candidates.size() < m_plan.candidates.capacity());
    m_plan.candidates.push_back(std::move(candidate));
    m_isFirstGone = m_isFirstGone || m_plan.candidates.size() == 1;
}

/// Only for the targets of a route: a client that names a provider's model wants that one.
void TargetQueue::passOverIncapable(const routing::RequestFacts& facts)
{
    routing::RequestTraits traits(facts);
    const auto modelOf = [this](const routing::Candidate& c) { return m_snapshot.planner->modelOf(c); };
    const auto keepsSchema = [&](const auto& candidate) {
        const auto* const model = modelOf(candidate);
        return model && model->structuredOutput;
    };
    const bool someKeepSchema = std::ranges::any_of(m_plan.candidates, keepsSchema) && traits.wantsSchema();
    const auto* const first = &m_plan.candidates.front();
    std::erase_if(m_plan.candidates, [&](const routing::Candidate& candidate) {
        const providers::CatalogModel* const model = modelOf(candidate);
        if (!model)
            return false;
        Sentence lack = routing::lackOf(*model, traits);
        if (lack.isEmpty() && someKeepSchema && routing::mayMissSchema(*model, traits))
            lack = {QT_TRANSLATE_NOOP("Error", "is not known to enforce a JSON schema, and another target is")};
        const bool tooLong = lack.isEmpty() && routing::isTooLong(*model, traits);
        if (lack.isEmpty() && !tooLong)
            return false;
        const Sentence name{QT_TRANSLATE_NOOP("Error", "\"%1\" of provider \"%2\""),
            {candidate.model, m_snapshot.providers[candidate.provider].settings->id}};
        Error why;
        why.kind = tooLong ? ErrorKind::ContextTooLong : ErrorKind::NoUsableTarget;
        why.message = tooLong
            ? tooLongFor(name, *model, traits)
            : Sentence(QT_TRANSLATE_NOOP("Error", "Model %1 %2. Add a target that does, or set fallback.allow_degraded of the route."), {name, lack});
        m_isFirstGone = m_isFirstGone || &candidate == first;
        passOver(candidate, std::move(why));
        return true;
    });
}

std::optional<Target> TargetQueue::next()
{
    std::optional<Target> target = nextFree();
    if (!target)
        target = takeAvoided();
    if (target) {
        noteGiven();
        return target;
    }
    if (m_given != Given::None)
        return std::nullopt;
    m_given = Given::Last; // even if there is none: it is looked for once
    return m_passedOver.takeResort();
}

void TargetQueue::noteGiven() { m_given = m_given == Given::None ? Given::Last : Given::Earlier; }

/// The target that was given out last is not tried.
void TargetQueue::takeBack()
{
    if (m_given == Given::Last)
        m_given = Given::None;
}

/// Without those that are avoided.
std::optional<Target> TargetQueue::nextFree()
{
    while (!m_keys.isEmpty() || openTarget()) {
        const routing::Candidate& candidate = m_plan.candidates[m_keys.candidate()];
        const std::size_t key = m_keys.take();
        const Target target = targetOf(candidate, m_clientCredential ? kNoKey : m_snapshot.providers[candidate.provider].keys[key]);
        if (const routing::Rest* const rest = m_clientCredential ? nullptr : restOf(target))
            passOver(target, *rest);
        else if (!m_avoided.putAside(target, m_passedOver))
            return target;
    }
    return std::nullopt;
}

/// The first of the avoided ones that is not in cooldown by now. If nothing else was given out, it was not passed over.
std::optional<Target> TargetQueue::takeAvoided()
{
    while (const auto target = m_avoided.take()) {
        const routing::Rest* const rest = restOf(*target);
        if (rest || m_given == Given::None)
            m_passedOver.forget(*target);
        if (!rest)
            return target;
        m_passedOver.note(*target, *rest, m_health.left(*rest));
    }
    return std::nullopt;
}

std::optional<Target> TargetQueue::nextElsewhere()
{
    std::vector<KeySequence::Put> later = m_keys.takeAside();
    std::optional<Target> target = nextFree();
    m_keys.putAside(std::move(later));
    if (target)
        noteGiven();
    return target;
}

void TargetQueue::skip(const Target& target)
{
    for (std::size_t i = 0; i < m_plan.candidates.size(); ++i)
        if (&m_plan.candidates[i] == target.candidate)
            m_keys.skip(i);
    m_avoided.skip(target);
}

/// Prepares the keys of the next candidate; false if none is left.
bool TargetQueue::openTarget()
{
    while (m_next < m_plan.candidates.size()) {
        const std::size_t candidate = m_next++;
        const Provider& provider = m_snapshot.providers[m_plan.candidates[candidate].provider];
        if (const Error* const problem = problemOf(m_plan.candidates[candidate])) {
            passOver(m_plan.candidates[candidate], *problem);
            continue;
        }
        if (m_clientCredential)
            m_keys.open(candidate, {0}, {});
        else
            m_keys.open(candidate, m_balancer.turns(provider.keyGroup, provider.keyWeights), provider.keys);
        return true;
    }
    return m_keys.reopen();
}

void TargetQueue::refuse(const Target& target, Error why)
{
    skip(target);
    takeBack();
    passOver(*target.candidate, std::move(why));
}

void TargetQueue::refuseKey(const Target& target, Error why)
{
    takeBack();
    passOver(*target.candidate, std::move(why));
}

bool TargetQueue::hasMore() const
{
    const auto isFree = [this](std::size_t candidate, std::size_t key) {
        const routing::Candidate& its = m_plan.candidates[candidate];
        return !restOf(targetOf(its, m_snapshot.providers[its.provider].keys[key]));
    };
    const auto isTriable = [this](const Target& avoided) { return !restOf(avoided); };
    if (m_keys.hasAny(isFree) || m_avoided.hasAny(isTriable))
        return true;
    for (std::size_t i = m_next; i < m_plan.candidates.size(); ++i) {
        if (problemOf(m_plan.candidates[i]))
            continue;
        if (m_clientCredential)
            return true;
        for (std::size_t key = 0; key < m_snapshot.providers[m_plan.candidates[i].provider].keys.size(); ++key)
            if (isFree(i, key))
                return true;
    }
    return false;
}

const Error* TargetQueue::problemOf(const routing::Candidate& candidate) const
{
    const Provider& provider = m_snapshot.providers[candidate.provider];
    if (!provider.endpoint || (provider.keys.empty() && !m_clientCredential))
        return &provider.problem;
    return nullptr;
}

Target TargetQueue::targetOf(const routing::Candidate& candidate, const UsableKey& key) const
{
    return {&candidate, &m_snapshot.providers[candidate.provider], &key,
            m_isFirstGone || &candidate != &m_plan.candidates.front(), m_operation};
}

const routing::Rest* TargetQueue::restOf(const Target& target) const
{
    return m_health.resting(target.subject(), target.provider->settings->keyFailover);
}

void TargetQueue::passOver(const Target& target, const routing::Rest& rest)
{
    m_passedOver.note(target, rest, m_health.left(rest));
    if (rest.key.empty()) // once for all keys, unless only one key is in cooldown
        m_keys.close();
}

void TargetQueue::passOver(const routing::Candidate& candidate, Error why)
{
    m_passedOver.note(m_snapshot.providers[candidate.provider].settings->id, candidate.model, std::move(why));
}

} // namespace gateway::exchange
