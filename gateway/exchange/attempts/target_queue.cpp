#include "target_queue.h"

#include "gateway/config/settings/timestamp.h"

#include <algorithm>
#include <utility>

namespace gateway::exchange {

namespace {

const UsableKey kNoKey;

/// "2026-11-20 18:00:00".
std::string clockTime(WallTime time)
{
    const std::string stamp = config::toTimestamp(time); // "2026-11-20T18:00:00.000Z"
    return stamp.substr(0, 10) + ' ' + stamp.substr(11, 8);
}

ErrorKind kindOf(const routing::Rest& rest)
{
    if (rest.failure == config::FailureClass::RateLimited)
        return ErrorKind::UpstreamRateLimited;
    return routing::isKeyFailure(rest.failure) ? ErrorKind::NoUsableKey : ErrorKind::NoUsableTarget;
}

/// Where it was read from a file, its words are gone: a status alone is said of a key, and more of the account.
bool isOfAccount(const routing::Rest& rest)
{
    const bool isMore = rest.failure == config::FailureClass::BalanceGone || rest.reason.find(": ") != std::string::npos;
    return !rest.words.empty() || (routing::isKeyFailure(rest.failure) && isMore);
}

/// Claude Code makes a conversation short when it reads the first words. Source: Anthropic API reference, "Errors".
std::string tooLongFor(const std::string& name, const providers::CatalogModel& model, routing::RequestTraits& traits)
{
    return "The prompt is too long: model " + name + " holds " + std::to_string(model.context) + " tokens, and this request has about "
        + std::to_string(traits.inputTokens())
        + ". Make it shorter, add a target that holds more, or set fallback.allow_degraded of the route.";
}

} // namespace

bool mayStillDo(const routing::Rest& rest)
{
    return kindOf(rest) == ErrorKind::NoUsableTarget;
}

int sooner(int a, int b)
{
    if (a <= 0 || b <= 0)
        return std::max(a, b);
    return std::min(a, b);
}

std::string describe(const routing::Rest& rest)
{
    std::string text = "Provider \"" + rest.provider + '"';
    if (!rest.key.empty())
        text += ", key \"" + rest.key + '"';
    if (!rest.model.empty())
        text += ", model \"" + rest.model + '"';
    if (!rest.operation.empty())
        text += ", for " + rest.operation + ',';
    return text + (rest.isBeingTried ? " is being tried again" : " rests until " + clockTime(rest.until) + " UTC")
           + " after " + std::string(config::toText(rest.failure)) + " (" + rest.reason + ").";
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
        each.why.message = isOff ? "Provider \"" + target.provider + "\" is switched off. Enable it to use this target."
            : isRefused          ? "Provider \"" + target.provider + "\" is not for the consumer \"" + std::string(consumer)
                + "\". Add it to the provider's consumers to use this target."
                                 : "The target's weight is 0. Give it another one to use it.";
    }
    return unused;
}

Error withAccountWords(ErrorKind kind, const std::string& what, const std::string& words, const std::string& remedy)
{
    Error error;
    error.kind = kind;
    error.message = what + remedy;
    if (words.empty())
        return error;
    error.message = what + "It says: \"" + words + "\" " + remedy;
    error.detail = what + "Its own words are not kept. " + remedy;
    return error;
}

Error summary(const std::vector<PassedOver>& passedOver)
{
    Error error = passedOver.empty() ? Error{} : passedOver.front().why;
    const auto kept = [](const PassedOver& each) { return each.words.empty() ? each.why.message : each.why.detail; };
    std::string keptText = passedOver.empty() ? std::string() : kept(passedOver.front());
    for (std::size_t i = 1; i < passedOver.size(); ++i) {
        const Error& why = passedOver[i].why;
        if (why.kind != error.kind)
            error.kind = ErrorKind::NoUsableTarget;
        error.retryAfter_s = sooner(error.retryAfter_s, why.retryAfter_s);
        if (error.message.find(why.message) == std::string::npos) // several keys of one reason
            error.message += ' ' + why.message;
        if (keptText.find(kept(passedOver[i])) == std::string::npos)
            keptText += ' ' + kept(passedOver[i]);
    }
    error.detail = keptText == error.message ? std::string() : keptText;
    return error;
}

TargetQueue::TargetQueue(routing::Plan plan, const routing::RequestFacts& facts, const Snapshot& snapshot,
                         routing::Balancer& balancer, const routing::Health& health,
                         bool clientCredential)
    : m_plan(std::move(plan)), m_snapshot(snapshot), m_balancer(balancer), m_health(health),
      m_clientCredential(clientCredential), m_operation(facts.operation)
{
    if (m_plan.route && !m_plan.fallback->allowDegraded)
        passOverIncapable(facts);
}

/// A route's targets only: who names a provider's model wants that one.
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
        std::string lack = routing::lackOf(*model, traits);
        if (lack.empty() && someKeepSchema && routing::mayMissSchema(*model, traits))
            lack = "is not known to keep to a JSON schema, and another target is";
        const bool tooLong = lack.empty() && routing::isTooLong(*model, traits);
        if (lack.empty() && !tooLong)
            return false;
        const std::string name =
            '"' + candidate.model + "\" of provider \"" + m_snapshot.providers[candidate.provider].settings->id + '"';
        Error why;
        why.kind = tooLong ? ErrorKind::ContextTooLong : ErrorKind::NoUsableTarget;
        why.message = tooLong ? tooLongFor(name, *model, traits)
                              : "Model " + name + ' ' + lack + ". Add a target that does, or set fallback.allow_degraded of the route.";
        m_isFirstGone = m_isFirstGone || &candidate == first;
        passOver(candidate, std::move(why));
        return true;
    });
}

std::optional<Target> TargetQueue::next()
{
    while (!m_keys.empty() || openTarget()) {
        const routing::Candidate& candidate = m_plan.candidates[m_open];
        if (m_clientCredential) {
            const Target target = targetOf(candidate, kNoKey);
            m_keys.clear();
            m_hadGiven = std::exchange(m_hasGiven, true);
            return target;
        }
        const auto& keys = m_snapshot.providers[candidate.provider].keys;
        const Target target = targetOf(candidate, keys[m_keys.back()]);
        m_keys.pop_back();
        if (const routing::Rest* const rest = restOf(target)) {
            passOver(target, *rest);
        } else {
            m_hadGiven = std::exchange(m_hasGiven, true);
            return target;
        }
    }
    return lastResort();
}

std::optional<Target> TargetQueue::lastResort()
{
    if (std::exchange(m_hasGiven, true) || !m_resort)
        return std::nullopt;
    std::erase_if(m_passedOver, [this](const PassedOver& each) { return each.why.message == m_resortWhy; });
    m_hadGiven = false;
    return std::exchange(m_resort, std::nullopt);
}

std::optional<Target> TargetQueue::nextElsewhere()
{
    std::vector<Put> later = std::exchange(m_later, {});
    if (!m_keys.empty())
        later.push_back({m_open, std::exchange(m_keys, {})});
    std::optional<Target> target = next();
    m_later = std::move(later);
    return target;
}

void TargetQueue::skip(const Target& target)
{
    const auto isOf = [&](std::size_t candidate) { return &m_plan.candidates[candidate] == target.candidate; };
    if (!m_keys.empty() && isOf(m_open))
        m_keys.clear();
    std::erase_if(m_later, [&](const Put& put) { return isOf(put.candidate); });
}

/// Makes the keys of the next candidate ready; false: none is left.
bool TargetQueue::openTarget()
{
    while (m_next < m_plan.candidates.size()) {
        m_open = m_next++;
        const routing::Candidate& candidate = m_plan.candidates[m_open];
        const Provider& provider = m_snapshot.providers[candidate.provider];
        if (const Error* const problem = problemOf(candidate)) {
            passOver(candidate, *problem);
            continue;
        }
        if (m_clientCredential)
            m_keys.assign(1, 0);
        else
            m_keys = m_balancer.turns(provider.keyGroup, provider.keyWeights);
        std::reverse(m_keys.begin(), m_keys.end());
        putPreferredFirst(provider.keys);
        return true;
    }
    if (m_later.empty())
        return false;
    m_open = m_later.front().candidate;
    m_keys = std::move(m_later.front().keys);
    m_later.erase(m_later.begin());
    return true;
}

void TargetQueue::putPreferredFirst(const std::vector<UsableKey>& keys)
{
    if (m_preferred.empty())
        return;
    const auto isOther = [&](std::size_t key) { return key >= keys.size() || keys[key].name != m_preferred; };
    std::stable_partition(m_keys.begin(), m_keys.end(), isOther); // the next one is the last
}

void TargetQueue::refuse(const Target& target, Error why)
{
    skip(target);
    m_hasGiven = m_hadGiven;
    passOver(*target.candidate, std::move(why));
}

bool TargetQueue::hasMore() const
{
    const auto isFree = [this](const routing::Candidate& candidate, std::size_t key) {
        return !restOf(targetOf(candidate, m_snapshot.providers[candidate.provider].keys[key]));
    };
    for (const std::size_t key : m_keys)
        if (isFree(m_plan.candidates[m_open], key))
            return true;
    for (const Put& put : m_later)
        for (const std::size_t key : put.keys)
            if (isFree(m_plan.candidates[put.candidate], key))
                return true;
    for (std::size_t i = m_next; i < m_plan.candidates.size(); ++i) {
        const routing::Candidate& candidate = m_plan.candidates[i];
        if (problemOf(candidate))
            continue;
        if (m_clientCredential)
            return true;
        for (std::size_t key = 0; key < m_snapshot.providers[candidate.provider].keys.size(); ++key)
            if (isFree(candidate, key))
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
    Error why = isOfAccount(rest) ? withAccountWords(kindOf(rest), describe(rest) + ' ', rest.words, std::string(routing::accountRemedy(rest.failure)))
                                  : Error{kindOf(rest), describe(rest)};
    const auto left = std::chrono::ceil<std::chrono::seconds>(m_health.left(rest));
    why.retryAfter_s = static_cast<int>(std::clamp<std::int64_t>(left.count(), 1, 7 * 24 * 3600));
    if (mayStillDo(rest) && (!m_resort || rest.ends < m_resortRests)) {
        m_resort = target;
        m_resortRests = rest.ends;
        m_resortWhy = why.message;
    }
    // Once for all keys where it is not one key that rests.
    const bool isWhole = rest.key.empty();
    if (isWhole)
        m_keys.clear();
    m_passedOver.push_back({rest.provider, target.candidate->model, isWhole ? std::string() : target.key->name,
                            std::move(why), true, rest.failure, rest.isBeingTried ? WallTime{} : rest.until, rest.words});
}

void TargetQueue::passOver(const routing::Candidate& candidate, Error why)
{
    const std::string& id = m_snapshot.providers[candidate.provider].settings->id;
    if (why.message.empty())
        why.message = "Provider \"" + id + "\" cannot be used.";
    if (why.kind == ErrorKind::ConfigInvalid)
        why.kind = ErrorKind::NoUsableTarget;
    m_passedOver.push_back({id, candidate.model, {}, std::move(why), false});
}

} // namespace gateway::exchange
