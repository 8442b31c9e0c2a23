#pragma once

#include "gateway/host/status.h"

#include <QCoreApplication>
#include <QString>

namespace ui::words {

/// Texts about failed provider tests. Main thread.
class ProbeWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::ProbeWords)
public:
    /// A sentence with the remedy and the quoted message of the upstream. `result` must not be ok.
    static QString failure(const gateway::host::ProbeResult& result);
    /// From palette.json.
    static QString statusName(const gateway::host::ProbeResult& result);

private:
    static QString notSent(const gateway::host::ProbeResult& result);
    static QString ofKey(const gateway::host::ProbeResult& result);
    static QString ofStatus(int status);
    static QString ofMistake(gateway::SecretMistake mistake, int status);
    static QString what(const gateway::host::ProbeResult& result);
};

} // namespace ui::words
