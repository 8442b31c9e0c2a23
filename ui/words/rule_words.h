#pragma once

#include "gateway/routing/health/failure_policy.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>

namespace ui::words {

/// The rules that tell failures apart, and what follows from them. Main thread.
class RuleWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::RuleWords)
public:
    /// Empty: the request itself is at fault.
    static QString failure(std::optional<gateway::config::FailureClass> failure);
    /// What is set aside: "the key on this model".
    static QString rests(gateway::config::Rests rests);
    /// The same as a rule says it; empty: as its class.
    static QString rests(std::optional<gateway::config::Rests> rests);
    static QString next(gateway::config::Next next);
    /// For a cell: "next key".
    static QString nextInShort(gateway::config::Next next);
    /// When what is at fault is set aside: "at once".
    static QString moment(bool atOnce);
    /// How long it rests at first, where the provider does not say: "1.5 s".
    static QString lasting(gateway::Milliseconds rest);
    /// "429, 5xx".
    static QString statuses(const std::vector<gateway::config::StatusRange>& statuses);
    /// What a class is followed by, one sentence each; `rests` of a rule that knows better.
    static QStringList policy(const gateway::routing::FailurePolicy& policy, std::optional<gateway::config::Rests> rests);
};

} // namespace ui::words
