// What is said of attempts that failed: to the record, and to the client if none succeeds.

#include "exchange.h"

#include "gateway/routing/health/failure_rules.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

using config::FailureClass;

constexpr const char* kRedirected = ", which sends callers elsewhere. Set its base_url to where it is now.";

// Rounded up: whoever comes a moment too early has come for nothing.
int wholeSeconds(std::optional<Milliseconds> time)
{
    return time ? static_cast<int>(std::chrono::ceil<std::chrono::seconds>(*time).count()) : 0;
}

// Where the key of an attempt comes from.
std::string referenceOf(const config::Settings& settings, const usage::AttemptRecord& attempt)
{
    const config::ProviderSettings* const provider = settings.provider(attempt.provider);
    if (!provider)
        return {};
    const auto key = std::find_if(provider->keys.begin(), provider->keys.end(),
                                  [&](const config::ProviderKey& each) { return each.name == attempt.key; });
    return key == provider->keys.end() ? std::string() : key->secret;
}

} // namespace

Exchange::Tried Exchange::judged(int status, const http::Headers& headers, std::string_view body, const Target& target)
{
    const config::ProviderSettings& provider = *target.provider->settings;
    const routing::Verdict verdict = m_snapshot->failureRules->judge(status, headers, body, provider.type,
                                                                     m_services.clock.wallNow(), provider.id);
    m_error = {};
    Tried tried;
    tried.failure = verdict.failure;
    tried.rests = verdict.rests;
    m_error.kind = ErrorKind::UpstreamError;
    m_error.status = status >= 400 ? status : 0;
    m_error.retryAfter_s = wholeSeconds(verdict.limitedFor);
    m_error.message = m_snapshot->redactor.redact(verdict.message); // some repeat the key that they refuse
    if (verdict.message.empty())
        m_error.message = "Provider \"" + target.provider->settings->id + "\" answered with status "
                              + std::to_string(status) + (status < 400 ? kRedirected : ".");
    m_error.detail = std::to_string(status);
    return tried;
}

Exchange::Tried Exchange::broken(const http::Answer& answer, const Target& target)
{
    const Error& why = *answer.failure();
    m_error = {};
    Tried tried;
    const bool isLoop = why.kind == ErrorKind::LoopDetected;
    const bool nothingCame = why.kind == ErrorKind::UpstreamUnreachable || isLoop;
    tried.failure = nothingCame ? FailureClass::Unreachable : FailureClass::ServerError;
    m_error.kind = why.kind;
    m_error.detail = why.message;
    m_error.message = "Provider \"" + target.provider->settings->id + "\" at "
                          + target.provider->origin.toString()
                          + (nothingCame ? " cannot be reached: " : " broke off: ") + why.message + '.';
    if (isLoop)
        m_error.message = "Provider \"" + target.provider->settings->id
                              + "\" leads back to this gateway. Change its base_url.";
    if (target.provider->endpoint->protocol == providers::Protocol::Demo)
        m_error.message = "The demo model \"" + target.candidate->model + "\" is down, as it always is.";
    return tried;
}

Exchange::Tried Exchange::timedOut(const Target& target, const char* what)
{
    m_error = {};
    Tried tried;
    tried.failure = FailureClass::Timeout;
    m_error.kind = ErrorKind::UpstreamTimeout;
    m_error.detail = std::string("time-out: ") + what;
    m_error.message = "Provider \"" + target.provider->settings->id + "\" took too long (" + what + ", "
                          + std::to_string(since(m_attemptBegun).count()) + " ms).";
    return tried;
}

Exchange::Tried Exchange::unusable(const Target& target, const std::string& detail, const std::string& what)
{
    m_error = {};
    Tried tried;
    tried.failure = FailureClass::ServerError;
    m_error.kind = ErrorKind::UpstreamProtocolError;
    m_error.detail = detail;
    m_error.message = "Provider \"" + target.provider->settings->id + "\" " + what;
    return tried;
}

Exchange::Tried Exchange::notJson(const Target& target)
{
    return unusable(target, "not JSON", "answered with something that is not JSON. Check its base_url.");
}

Exchange::Tried Exchange::emptied(const Target& target)
{
    Tried tried = unusable(target, "empty answer", "gave an empty answer.");
    tried.failure = FailureClass::EmptyAnswer;
    return tried;
}

void Exchange::noteSkipped(const Provider& provider)
{
    Error why = provider.problem;
    if (why.message.empty())
        why.message = "Provider \"" + provider.settings->id + "\" cannot be used.";
    m_skipped.push_back(std::move(why));
}

Error Exchange::finalError() const
{
    // A key failure never counts as the client's answer.
    const auto isKeys = [](const Failed& failed) { return routing::isKeyFailure(failed.failure); };
    const auto isLimited = [](const Failed& failed) { return failed.failure == FailureClass::RateLimited; };
    if (!m_failures.empty() && std::all_of(m_failures.begin(), m_failures.end(), isLimited) && m_skipped.empty()) {
        Error error = m_failures.back().error;
        error.kind = ErrorKind::UpstreamRateLimited;
        error.status = 0;
        for (const Failed& failed : m_failures)
            if (failed.error.retryAfter_s > 0
                && (error.retryAfter_s == 0 || failed.error.retryAfter_s < error.retryAfter_s))
                error.retryAfter_s = failed.error.retryAfter_s;
        error.message = "Every target is rate-limited by its provider: " + error.message;
        return error;
    }
    const auto last = std::find_if(m_failures.rbegin(), m_failures.rend(), [&](const Failed& f) { return !isKeys(f); });
    if (last != m_failures.rend())
        return last->error;
    Error error;
    if (!m_failures.empty()) {
        const usage::AttemptRecord& record = m_record->attempts.back();
        error.kind = ErrorKind::NoUsableKey;
        error.message = "Provider \"" + record.provider + "\" refused its key"
                        + (record.key.empty() ? std::string() : " \"" + record.key + '"') + " (" + record.reason
                        + "). " + keyRemedy(referenceOf(m_snapshot->settings, record))
                        + " Or check the account's balance.";
        return error;
    }
    error = m_skipped.empty() ? Error{} : m_skipped.front();
    if (m_skipped.size() > 1) {
        const bool sameKind = std::all_of(m_skipped.begin(), m_skipped.end(),
                                          [&](const Error& skipped) { return skipped.kind == error.kind; });
        error.kind = sameKind ? error.kind : ErrorKind::NoUsableTarget;
        for (std::size_t i = 1; i < m_skipped.size(); ++i)
            error.message += ' ' + m_skipped[i].message;
    }
    if (error.kind == ErrorKind::ConfigInvalid)
        error.kind = ErrorKind::NoUsableTarget;
    return error;
}

} // namespace gateway::exchange
