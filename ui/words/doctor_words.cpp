#include "doctor_words.h"

namespace ui::words {

using gateway::host::Check;
using gateway::host::Outcome;

QString DoctorWords::check(Check check)
{
    switch (check) {
    case Check::Configuration: return tr("Configuration");
    case Check::Ports: return tr("Ports");
    case Check::Certificate: return tr("Certificate");
    case Check::Keychain: return tr("Keychain");
    case Check::Keys: return tr("Keys");
    case Check::Proxy: return tr("Proxy");
    case Check::Environment: return tr("Environment");
    case Check::Clients: return tr("Clients");
    case Check::Providers: return tr("Providers");
    case Check::Clock: return tr("Clock");
    case Check::Ledger: return tr("Ledger");
    case Check::Disk: return tr("Disk");
    }
    return {};
}

QString DoctorWords::status(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok: return QStringLiteral("ok");
    case Outcome::Notice: return QStringLiteral("warn");
    case Outcome::Problem: return QStringLiteral("error");
    case Outcome::NotChecked: return QStringLiteral("idle");
    }
    return {};
}

QString DoctorWords::outcome(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok: return tr("fine");
    case Outcome::Notice: return tr("notice");
    case Outcome::Problem: return tr("problem");
    case Outcome::NotChecked: return tr("not checked");
    }
    return {};
}

} // namespace ui::words
