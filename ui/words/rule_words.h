#pragma once

#include "gateway/routing/health/failure_policy.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>

namespace ui::words {

/// Texts about failure rules and the reactions to failures. Main thread.
class RuleWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::RuleWords)
public:
    /// Empty: the request itself is invalid.
    static QString failure(std::optional<gateway::config::FailureClass> failure);
    /// What is put into cooldown: "the key on this model".
    static QString rests(gateway::config::Rests rests);
    /// The same for a rule; empty: as its class.
    static QString rests(std::optional<gateway::config::Rests> rests);
    static QString next(gateway::config::Next next);
    /// For a table cell: "next key".
    static QString nextInShort(gateway::config::Next next);
    /// When the cooldown starts: "at once".
    static QString moment(bool atOnce);
    /// The initial duration of the cooldown, if the provider does not specify one: "1.5 s".
    static QString lasting(gateway::Milliseconds rest);
    /// "429, 5xx".
    static QString statuses(const std::vector<gateway::config::StatusRange>& statuses);
    /// The reaction to a class, one sentence each; `rests`: override of a rule.
    static QStringList policy(const gateway::routing::FailurePolicy& policy, std::optional<gateway::config::Rests> rests);
};

} // namespace ui::words
