#pragma once

#include "gateway/core/error.h"

#include <QCoreApplication>
#include <QString>

#include <string>

namespace ui::words {

/// What the gateway says of an error in English, for its log and for programs, in the language of the window. Main thread.
class MessageWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::MessageWords)
public:
    static QString of(const gateway::Error& error);
    /// As it is where nobody has translated it.
    static QString of(const std::string& message);
};

} // namespace ui::words
