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

private:
    static QString subject(const gateway::routing::Rest& rest);
    static QString reason(const gateway::routing::Rest& rest);
};

} // namespace ui::words
