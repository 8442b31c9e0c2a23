#pragma once

#include "failure_rule.h"

#include "gateway/config/settings/failure_settings.h"
#include "gateway/core/result.h"
#include "gateway/http/message.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::routing {

/// What an upstream's refusal means.
struct Verdict {
    std::optional<config::FailureClass> failure; ///< empty: the request itself is at fault
    std::optional<Milliseconds> limitedFor; ///< until the provider takes requests again, as it said; empty: not said
    int status = 0; ///< the answer's, or the one that an error behind a 200 would have had
    std::string message;                    ///< the upstream's own words, safe; may be empty
    std::string rule;                       ///< name of the rule that decided; empty: none did
    std::string reason;                     ///< as that of the rule: what the account is refused for; mostly empty
    std::optional<Rests> rests;             ///< where the rule knows better than the class
};

/// Tells failures apart by status, headers and words, and says what follows from
/// each class. Immutable; any thread.
class FailureRules {
public:
    using Policies = std::array<FailurePolicy, config::kFailureClasses>;

    FailureRules(std::vector<FailureRule> rules, const Policies& policies, std::vector<std::string> inBeijing);

    /// From the program's own resources. Errors: Io, ConfigInvalid.
    static Result<std::shared_ptr<const FailureRules>> load();
    /// Errors: ConfigInvalid, which names the row at fault.
    static Result<std::shared_ptr<const FailureRules>> parse(std::string_view json);

    /// These with the user's: rules that come before all others, and policies.
    std::shared_ptr<const FailureRules> with(const config::FailureSettings& own) const;

    /// Judges an answer with a status of 300 or more, or an error inside a 200 (then
    /// `body` is the error). `body` may be cut off. `providerId` is for the user's
    /// rules, which may name a provider by it. `request` is what it answers: words that
    /// a complaint only repeats from there tell nothing of the provider.
    Verdict judge(int status, const http::Headers& headers, std::string_view body, std::string_view providerType,
                  WallTime now, std::string_view providerId = {}, std::string_view request = {}) const;

    const FailurePolicy& policy(config::FailureClass failure) const;
    /// The same without what the user changed.
    const FailurePolicy& builtInPolicy(config::FailureClass failure) const;

    /// In the order in which they are asked.
    const std::vector<FailureRule>& rules() const { return m_rules; }

private:
    std::vector<FailureRule> m_rules;
    Policies m_policies;
    Policies m_builtIn;
    std::vector<std::string> m_inBeijing; ///< types whose times without a zone are Beijing's
};

/// Whether the failure is our key's, so that the client never sees it as its own.
bool isKeyFailure(config::FailureClass failure);

/// What to do about an account that its provider refuses, as a sentence.
Sentence accountRemedy(config::FailureClass failure);

} // namespace gateway::routing
