#pragma once

#include "gateway/host/doctor/finding.h"

#include <QCoreApplication>
#include <QString>

namespace ui::words {

/// Texts about the doctor's findings. Main thread.
class DoctorWords {
    Q_DECLARE_TR_FUNCTIONS(ui::words::DoctorWords)
public:
    /// "Ports", "Keychain".
    static QString check(gateway::host::Check check);
    /// From palette.json.
    static QString status(gateway::host::Outcome outcome);
    /// "fine", "problem".
    static QString outcome(gateway::host::Outcome outcome);
};

} // namespace ui::words
