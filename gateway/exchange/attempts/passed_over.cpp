#include "passed_over.h"

#include "gateway/config/settings/timestamp.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

namespace gateway::exchange {

namespace {

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

void PassedOverTargets::note(const Target& target, const routing::Rest& rest, Milliseconds left)
{
    Error why = isOfAccount(rest) ? withAccountWords(kindOf(rest), describe(rest) + ' ', rest.words, std::string(routing::accountRemedy(rest.failure)))
                                  : Error{kindOf(rest), describe(rest)};
    const auto left_s = std::chrono::ceil<std::chrono::seconds>(left);
    why.retryAfter_s = static_cast<int>(std::clamp<std::int64_t>(left_s.count(), 1, 7 * 24 * 3600));
    if (mayStillDo(rest) && (!m_resort || rest.ends < m_resortEnds)) {
        m_resort = target;
        m_resortEnds = rest.ends;
        m_resortWhy = why.message;
    }
    m_list.push_back({rest.provider, target.candidate->model, rest.key.empty() ? std::string() : target.key->name,
                      std::move(why), true, rest.failure, rest.isBeingTried ? WallTime{} : rest.until, rest.words});
}

void PassedOverTargets::note(const std::string& provider, const std::string& model, Error why)
{
    if (why.message.empty())
        why.message = "Provider \"" + provider + "\" cannot be used.";
    if (why.kind == ErrorKind::ConfigInvalid)
        why.kind = ErrorKind::NoUsableTarget;
    m_list.push_back({provider, model, {}, std::move(why), false});
}

std::optional<Target> PassedOverTargets::takeResort()
{
    if (m_resort)
        std::erase_if(m_list, [this](const PassedOver& each) { return each.why.message == m_resortWhy; });
    return std::exchange(m_resort, std::nullopt);
}

} // namespace gateway::exchange
