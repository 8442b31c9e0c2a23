#pragma once

#include "ui/models/gateway_parts.h"

#include <QCoreApplication>

namespace ui::models {

/// The fields of a rule form, to show errors at the right one.
enum class RuleField { Name, Failure, Statuses, Words, Provider, Rests, Whole };

/// A problem of a rule, with its field.
struct RuleProblem {
    RuleField field = RuleField::Whole;
    QString text;
    QString detail = {}; ///< the gateway's message; may be empty
};

/// The content of a form for a user-defined failure rule: validated and converted to settings here. A value; main
/// thread.
class FailureRuleDraft {
    Q_DECLARE_TR_FUNCTIONS(ui::models::FailureRuleDraft)
public:
    using Access = GatewayParts<Configuration>;

    FailureRuleDraft() = default;
    /// `rule`: the rule to edit.
    explicit FailureRuleDraft(const gateway::config::FailureRuleSettings& rule);

    static constexpr int kLongestName = 128; ///< the gateway's limit

    QString name;
    std::optional<gateway::config::FailureClass> failure = gateway::config::FailureClass::RateLimited;
    QString statuses; ///< as typed: "429, 5xx"
    QString words;    ///< as typed, one per line
    QString provider; ///< empty: any
    std::optional<gateway::config::Rests> rests;

    /// All problems; empty: it can be saved. The gateway's own checks report errors at `save`.
    std::vector<RuleProblem> check(const gateway::config::FailureSettings& all) const;
    /// Only for a draft without problems.
    gateway::config::FailureRuleSettings toSettings() const;

private:
    QString m_before; ///< name of the rule to edit; empty: a new one
    gateway::config::FailureRuleSettings m_opened; ///< original rule

    friend void saveRule(const GatewayParts<Configuration>& access, const FailureRuleDraft& draft, QObject* context,
                         std::function<void(std::optional<RuleProblem>)> done);
};

using RuleSaved = std::function<void(std::optional<RuleProblem>)>;

/// Puts the rule in force, at its current position or at the end. A rule that was removed, or changed by somebody else
/// since the draft was created, stays as it is: `done` reports that. `done` is not called once `context` is destroyed.
void saveRule(const GatewayParts<Configuration>& access, const FailureRuleDraft& draft, QObject* context, RuleSaved done);

/// `all` without that rule.
gateway::config::Settings withoutRule(gateway::config::Settings all, const std::string& name);
/// `all` with that rule moved down by `by` places; unchanged if there is no such place.
gateway::config::Settings withRuleMoved(gateway::config::Settings all, const std::string& name, int by);

} // namespace ui::models
