#pragma once

#include "gateway/host/doctor/doctor.h"

#include <QObject>

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

namespace app {

/// One line for each finding, and one below it with the remedy. Pure.
std::string doctorText(const std::vector<gateway::host::Finding>& findings);
/// The same in JSON: `{"ok": true, "findings": [...]}`. Pure.
std::string doctorJson(const std::vector<gateway::host::Finding>& findings);

/// `signalboxd doctor`: examines, then prints the findings in order.
class DoctorCommand final : public QObject {
    Q_OBJECT
public:
    /// All must outlive the command.
    DoctorCommand(gateway::host::DoctorInputs inputs, gateway::secrets::SecretStore& store, std::ostream& out, QObject* parent = nullptr);

    /// `done`: receives the exit status, 1 if there is a problem.
    void run(bool asJson, std::function<void(int)> done);

private:
    gateway::host::Doctor m_doctor;
    std::ostream& m_out;
    std::vector<gateway::host::Finding> m_findings;
};

} // namespace app
