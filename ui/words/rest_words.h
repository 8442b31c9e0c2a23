#pragma once

#include "gateway/routing/health/rest.h"

#include <QCoreApplication>
#include <QString>

namespace ui::words {

/// Texts about cooldowns after failures. Main thread.
class RestWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::RestWords)
public:
    /// "Key “main” rests until 18:00:00 (429)"; `until` as a text.
    static QString resting(const gateway::routing::Rest& rest, const QString& until);
    /// The cooldown is over, and it is unknown whether the target works again.
    static QString waiting(const gateway::routing::Rest& rest);
    /// "DeepSeek: key “main” rests (429)"; `provider`: its display name.
    static QString begun(const gateway::routing::Rest& rest, const QString& provider);
    /// The target works again, or is assumed to.
    static QString over(const gateway::routing::Rest& rest, const QString& provider);

private:
    static QString operation(const gateway::routing::Rest& rest);
    static QString limited(const gateway::routing::Rest& rest, const QString& sentence);
    static QString begunForAll(const gateway::routing::Rest& rest, const QString& provider);
    static QString overForAll(const gateway::routing::Rest& rest, const QString& provider);
    static QString target(const gateway::routing::Rest& rest);
    static QString subject(const gateway::routing::Rest& rest);
    static QString reason(const gateway::routing::Rest& rest);
};

} // namespace ui::words
