#pragma once

#include "ui/models/gateway_parts.h"

#include <QCoreApplication>

namespace ui::models {

/// The fields of a rule's form, so that an error stands beside its own.
enum class RuleField { Name, Failure, Statuses, Words, Provider, Rests, Whole };

/// What is wrong with a rule, in words, and where.
struct RuleProblem {
    RuleField field = RuleField::Whole;
    QString text;
    QString detail = {}; ///< the gateway's own words; may be empty
};

/// One of the user's rules of failures as it stands in a form: checked and turned
/// into settings here. A value; main thread.
class FailureRuleDraft {
    Q_DECLARE_TR_FUNCTIONS(ui::models::FailureRuleDraft)
public:
    using Access = GatewayParts<Configuration>;

    FailureRuleDraft() = default;
    /// What is edited.
    explicit FailureRuleDraft(const gateway::config::FailureRuleSettings& rule);

    static constexpr int kLongestName = 128; ///< what the gateway allows

    QString name;
    std::optional<gateway::config::FailureClass> failure = gateway::config::FailureClass::RateLimited;
    QString statuses; ///< as typed: "429, 5xx"
    QString words;    ///< as typed, one a line
    QString provider; ///< empty: any
    std::optional<gateway::config::Rests> rests;

    /// Everything that is wrong; empty: it may be saved. Errors of the gateway's own checks come at `save`.
    std::vector<RuleProblem> check(const gateway::config::FailureSettings& all) const;
    /// Only of a draft without a problem.
    gateway::config::FailureRuleSettings toSettings() const;

private:
    QString m_before; ///< the name of what is edited; empty: a new one
    gateway::config::FailureRuleSettings m_opened; ///< what is edited, as it was

    friend void saveRule(const GatewayParts<Configuration>& access, const FailureRuleDraft& draft, QObject* context,
                         std::function<void(std::optional<RuleProblem>)> done);
};

using RuleSaved = std::function<void(std::optional<RuleProblem>)>;

/// Puts the rule in force, in the place that it has by now or after the others. One that is gone or that somebody else
/// has changed since the draft was made stays as it is: `done` says so. `done` is not called once `context` is gone.
void saveRule(const GatewayParts<Configuration>& access, const FailureRuleDraft& draft, QObject* context, RuleSaved done);

/// `all` without that rule.
gateway::config::Settings withoutRule(gateway::config::Settings all, const std::string& name);
/// `all` with that rule `by` places further down; stays where there is no such place.
gateway::config::Settings withRuleMoved(gateway::config::Settings all, const std::string& name, int by);

} // namespace ui::models
