#pragma once

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/error.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <string>

namespace ui::words {

/// Why a request was not answered, in a few words. Main thread.
class FailureWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::FailureWords)
public:
    /// Of one attempt: its status where one came ("429"), else its class; `reason`, the
    /// gateway's own words, only where nothing else is known.
    static QString reason(std::optional<gateway::config::FailureClass> failure, int status, const gateway::Sentence& reason = {});
    static QString failureClass(gateway::config::FailureClass failure);
    /// Of a whole exchange, by the code of its error; the code where it is not one of those that a user meets.
    static QString errorCode(const std::string& code);
    /// Whether a change was refused because the configuration file has a mistake, and no longer is once that is mended.
    static bool isOfBadFile(const gateway::Error& error);
    /// Of a change of the configuration that was refused.
    static QString change(const gateway::Error& error);
    /// Whether that is all there is to say: the gateway's own words would say it once more.
    static bool isAllInChange(const gateway::Error& error);
};

} // namespace ui::words
