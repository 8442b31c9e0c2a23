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

/// The meaning of an upstream's error.
struct Verdict {
    std::optional<config::FailureClass> failure; ///< empty: the request itself is to blame
    std::optional<Milliseconds> limitedFor; ///< time until the provider accepts requests again, as it stated; empty: not stated
    int status = 0; ///< of the answer, or the equivalent for an error inside a 200
    std::string message;                    ///< the upstream's own words, without secrets; may be empty
    std::string rule;                       ///< name of the matching rule; empty: none
    std::string reason;                     ///< the rule's reason for the rejected account; usually empty
    std::optional<Rests> rests;             ///< if the rule is more precise than the class
};

/// Classifies failures by status, headers and words, and gives the consequences of each class. Immutable; any thread.
class FailureRules {
public:
    using Policies = std::array<FailurePolicy, config::kFailureClasses>;

    FailureRules(std::vector<FailureRule> rules, const Policies& policies, std::vector<std::string> inBeijing);

    /// From the program's own resources. Errors: Io, ConfigInvalid.
    static Result<std::shared_ptr<const FailureRules>> load();
    /// Errors: ConfigInvalid, which names the invalid row.
    static Result<std::shared_ptr<const FailureRules>> parse(std::string_view json);

    /// These rules with the user's, which precede all others, and the user's policies.
    std::shared_ptr<const FailureRules> with(const config::FailureSettings& own) const;

    /// Classifies an answer with a status of 300 or more, or an error inside a 200 (then `body` is the error). `body`
    /// may be truncated. `providerId` is for the user's rules, which may refer to it. `request` is the request that was
    /// answered: words that the error only repeats from it are ignored.
    Verdict judge(int status, const http::Headers& headers, std::string_view body, std::string_view providerType,
                  WallTime now, std::string_view providerId = {}, std::string_view request = {}) const;

    const FailurePolicy& policy(config::FailureClass failure) const;
    /// The same without the user's changes.
    const FailurePolicy& builtInPolicy(config::FailureClass failure) const;

    /// In the order in which they are tried.
    const std::vector<FailureRule>& rules() const { return m_rules; }

private:
    std::vector<FailureRule> m_rules;
    Policies m_policies;
    Policies m_builtIn;
    std::vector<std::string> m_inBeijing; ///< provider types whose times without a zone are in Beijing time
};

/// Whether our key caused the failure, so that the client must not see it as its own.
bool isKeyFailure(config::FailureClass failure);

/// How to fix an account that its provider rejects, as a sentence.
Sentence accountRemedy(config::FailureClass failure);

} // namespace gateway::routing
