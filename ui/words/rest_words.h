#pragma once

#include "gateway/routing/health/rest.h"

#include <QCoreApplication>
#include <QString>

namespace ui::words {

/// What is set aside after failures, in words. Main thread.
class RestWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::RestWords)
public:
    /// "Key “main” rests until 18:00:00 (429)"; `until` as a text.
    static QString resting(const gateway::routing::Rest& rest, const QString& until);
    /// Its time is over, and nobody knows yet whether it is well.
    static QString waiting(const gateway::routing::Rest& rest);
    /// "DeepSeek: key “main” rests (429)"; `provider` by its name.
    static QString begun(const gateway::routing::Rest& rest, const QString& provider);
    /// It is well, or is taken for well.
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
