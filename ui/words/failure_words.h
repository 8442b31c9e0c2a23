#pragma once

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/error.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <string>

namespace ui::words {

/// Short texts about why a request failed. Main thread.
class FailureWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::FailureWords)
public:
    /// For an attempt: its status if there is one ("429"), otherwise its class; `reason`, the gateway's message, only
    /// if nothing else is known.
    static QString reason(std::optional<gateway::config::FailureClass> failure, int status, const gateway::Sentence& reason = {});
    static QString failureClass(gateway::config::FailureClass failure);
    /// For a whole exchange, by its error code; the code itself if users do not normally meet it.
    static QString errorCode(const std::string& code);
    /// Whether a change was rejected because of an error in the configuration file, which no longer applies once that
    /// is corrected.
    static bool isOfBadFile(const gateway::Error& error);
    /// For a rejected change of the configuration.
    static QString change(const gateway::Error& error);
    /// Whether that text is sufficient: the gateway's message would only repeat it.
    static bool isAllInChange(const gateway::Error& error);
};

} // namespace ui::words
