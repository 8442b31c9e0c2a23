#include "authority_files.h"

#include <QDir>
#include <QPointer>

#include <utility>

namespace ui::fields {

using gateway::host::AuthorityFinding;

AuthorityFiles::AuthorityFiles(models::GatewayAccess& access, QObject* parent) : QObject(parent), m_access(access) {}

QString AuthorityFiles::problem(const std::string& path)
{
    if (path.empty()) return {};
    File& file = m_files[path];
    if (std::exchange(file.isOld, false)) {
        m_access.checkAuthority(path, [guard = QPointer(this), path](AuthorityFinding finding) {
            if (!guard) return;
            guard->m_files[path].found = finding;
            Q_EMIT guard->looked();
        });
    }
    return file.found ? words(*file.found, path) : QString();
}

void AuthorityFiles::lookAgain()
{
    for (auto& [path, file] : m_files) file.isOld = true;
}

QString AuthorityFiles::words(AuthorityFinding finding, const std::string& path)
{
    switch (finding) {
    case AuthorityFinding::NoFile: return tr("There is no file at %1.").arg(QDir::toNativeSeparators(QString::fromStdString(path)));
    case AuthorityFinding::Unreadable: return tr("The file cannot be read. Make it readable for your account.");
    case AuthorityFinding::NoCertificate: return tr("The file holds no certificate in PEM form.");
    case AuthorityFinding::Good: break;
    }
    return {};
}

} // namespace ui::fields
