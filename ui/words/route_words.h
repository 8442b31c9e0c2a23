#pragma once

#include "gateway/config/settings/route_settings.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <string>

namespace ui::words {

/// What a route matches, whom it asks in which order, and what it does after failures. Main thread.
class RouteWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::RouteWords)
public:
    /// "gpt-4o, deepseek-* · path /v1/*"; what nothing is said of, is left out.
    static QString match(const gateway::config::MatchSettings& match);
    /// Those that somebody put above all others; empty: nobody did.
    static QString firstByHand(const gateway::config::RouteSettings& route);
    /// The names that clients may use: "gpt-4o*", "fast +2"; "*" where any will do.
    static QString names(const gateway::config::MatchSettings& match);
    /// "2 targets, 1 fallback", "3 targets, balanced".
    static QString targetCount(const gateway::config::RouteSettings& route);
    /// As people write it: "gpt-4o", "deepseek-*", "*-mini", "~expression".
    static QString pattern(const gateway::config::TextMatch& match);
    /// "x-team: red"; those that must all hold with " + " between.
    static QString named(const gateway::config::NamedGroup& group);
    /// "deepseek → qwen/qwen-turbo"; targets of one priority stand beside each other: "a + b → c".
    static QString targets(const gateway::config::RouteSettings& route);
    /// A consumer's name, or that there is none: "anonymous", or an empty name.
    static QString consumer(const std::string& name);
    /// How targets of one priority share requests: "weighted round robin".
    static QString algorithm(const std::string& name);
    /// What happens after a failure, one sentence each.
    static QStringList rules(const gateway::config::RouteSettings& route);

private:
    static QString trait(const gateway::config::TraitMatch& trait);
    static QString time(const gateway::config::TimeMatch& time);
    static QStringList limits(const gateway::config::FallbackSettings& fallback);
};

} // namespace ui::words
