#pragma once

#include "gateway/usage/record.h"

#include <QCoreApplication>
#include <QString>

namespace ui::models {

/// A past request as a line for a shell. Main thread.
class RequestCurl {
    Q_DECLARE_TR_FUNCTIONS(ui::models::RequestCurl)
public:
    /// The same call to the gateway at `origin` ("http://127.0.0.1:8080"), with the key left to the
    /// environment ($SIGNALBOX_KEY), and a greeting instead of the prompt unless all of that was kept.
    /// Empty: there is no such line, as for uploads.
    static QString line(const gateway::usage::ExchangeRecord& record, const QString& origin);
};

} // namespace ui::models
