#pragma once

#include "gateway/config/settings/route_settings.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <string>
#include <vector>

namespace ui::words {

/// Texts on what a route matches, and its targets in order. Main thread.
class RouteWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::RouteWords)
public:
    /// "gpt-4o, deepseek-* · path /v1/*"; unspecified predicates are left out.
    static QString match(const gateway::config::MatchSettings& match);
    /// The pinned targets; empty: none.
    static QString firstByHand(const gateway::config::RouteSettings& route);
    /// The model names for clients: "gpt-4o*", "fast +2"; "*" if any matches.
    static QString names(const gateway::config::MatchSettings& match);
    /// "2 targets, 1 fallback", "3 targets, balanced".
    static QString targetCount(const gateway::config::RouteSettings& route);
    /// A model name of a route: a pattern, or "all other names" for those without "/".
    static QString model(const gateway::config::TextMatch& match);
    /// Who serves the names that no earlier route takes: one sentence for everybody, and one line for each route that
    /// takes them from some consumers.
    static QString otherNames(const std::vector<gateway::config::RouteSettings>& routes);
    /// In text notation: "gpt-4o", "deepseek-*", "*-mini", "~expression".
    static QString pattern(const gateway::config::TextMatch& match);
    /// "x-team: red"; predicates that must all match are joined with " + ".
    static QString named(const gateway::config::NamedGroup& group);
    /// "deepseek → qwen/qwen-turbo"; targets of one priority are joined: "a + b → c".
    static QString targets(const gateway::config::RouteSettings& route);
    /// A consumer's name, or the text for no consumer: "anonymous", or an empty name.
    static QString consumer(const std::string& name);
    /// The same within a sentence about a route: "callers without a key" for "anonymous".
    static QString callers(const std::string& name);
    /// The load-balancing algorithm: "weighted round robin".
    static QString algorithm(const std::string& name);
    /// The policy called `name` in the configuration.
    static QString policy(const std::string& name);

private:
    static QString trait(const gateway::config::TraitMatch& trait);
    static QString time(const gateway::config::TimeMatch& time);
};

} // namespace ui::words
