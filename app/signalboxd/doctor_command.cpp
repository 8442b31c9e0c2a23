#include "doctor_command.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>
#include <utility>

namespace app {

using gateway::host::Finding;
using gateway::host::Outcome;

namespace {

constexpr std::size_t kOutcomeWidth = 13;
constexpr std::size_t kCheckWidth = 15;

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(text.size() + 1, width), ' ');
    return text;
}

} // namespace

std::string doctorText(const std::vector<Finding>& findings)
{
    std::string text;
    for (const Finding& finding : findings) {
        text += padded(std::string(nameOf(finding.outcome)), kOutcomeWidth) + padded(std::string(nameOf(finding.check)), kCheckWidth);
        text += (needsSubject(finding) ? finding.subject + ": " : std::string()) + toText(finding.found) + '\n';
        if (!finding.remedy.isEmpty())
            text += std::string(kOutcomeWidth + kCheckWidth, ' ') + "-> " + toText(finding.remedy) + '\n';
    }
    return text;
}

std::string doctorJson(const std::vector<Finding>& findings)
{
    auto list = nlohmann::ordered_json::array();
    for (const Finding& finding : findings)
        list.push_back({{"check", nameOf(finding.check)}, {"outcome", nameOf(finding.outcome)}, {"subject", finding.subject},
            {"found", toText(finding.found)}, {"remedy", toText(finding.remedy)}});
    const nlohmann::ordered_json whole{{"ok", !hasProblem(findings)}, {"findings", list}};
    return whole.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

DoctorCommand::DoctorCommand(gateway::host::DoctorInputs inputs, gateway::secrets::SecretStore& store, std::ostream& out, QObject* parent)
    : QObject(parent), m_doctor(std::move(inputs), store), m_out(out)
{
}

void DoctorCommand::run(bool asJson, std::function<void(int)> done)
{
    connect(&m_doctor, &gateway::host::Doctor::found, this, [this](const Finding& finding) { m_findings.push_back(finding); });
    connect(&m_doctor, &gateway::host::Doctor::finished, this, [this, asJson, done = std::move(done)] {
        sortByCheck(m_findings);
        m_out << (asJson ? doctorJson(m_findings) : doctorText(m_findings)) << std::flush;
        done(hasProblem(m_findings) ? 1 : 0);
    });
    m_doctor.start();
}

} // namespace app
