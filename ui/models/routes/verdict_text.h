#pragma once

#include "text_section.h"

#include "gateway/core/clock.h"
#include "gateway/routing/health/failure_rules.h"

#include <QCoreApplication>

namespace ui::models {

/// How an upstream's response is classified, and the reaction, in the current language. Main thread.
class VerdictText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::VerdictText)
public:
    /// `rules`: the rules used. `own`: the user's among them.
    static std::vector<TextSection> sections(const gateway::routing::Verdict& verdict, const gateway::routing::FailureRules& rules,
                                             const gateway::config::FailureSettings& own, gateway::WallTime now);

private:
    static TextLine decidedBy(const gateway::routing::Verdict& verdict, const gateway::config::FailureSettings& own);
};

/// "name: value", one per line; other lines are ignored.
std::vector<std::pair<std::string, std::string>> headersOf(const QString& text);

} // namespace ui::models
