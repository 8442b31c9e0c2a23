#include "authority_store.h"

#include "gateway/core/text/joined.h"
#include "gateway/core/log.h"

#include <algorithm>
#include <utility>

namespace gateway::host {

AuthorityStore::AuthorityStore(QObject& storageWork, QObject* parent) : QObject(parent), m_storageWork(storageWork) { }

void AuthorityStore::begin(const http::AuthorityVariables& variables)
{
    m_variables = variables;
    readVariables();
}

void AuthorityStore::readVariables()
{
    if (!m_variables.areSet())
        return;
    QMetaObject::invokeMethod(&m_storageWork, [this, variables = m_variables] {
        QMetaObject::invokeMethod(this, [this, read = http::readAuthorities(variables)] { takeVariables(read); }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void AuthorityStore::follow(const config::Settings& settings)
{
    const auto before = std::exchange(m_fields, {});
    for (std::size_t i = 0; i < settings.providers.size(); ++i)
        if (const auto& file = settings.providers[i].caFile)
            m_fields.try_emplace(*file, "providers[" + std::to_string(i) + "].ca_file");
    const auto isForgotten = [this](const auto& entry) { return !entry.first.empty() && !m_fields.contains(entry.first); };
    std::erase_if(m_known, isForgotten);
    std::erase_if(m_problems, isForgotten);
    std::erase_if(m_unread, [this](const std::string& file) { return !m_fields.contains(file); });
    const bool isFirst = !std::exchange(m_hasSettings, true);
    for (const auto& [file, field] : m_fields) {
        if (isFirst)
            m_unread.insert(file);
        if (!before.contains(file))
            read(file);
    }
}

void AuthorityStore::look()
{
    for (const auto& [file, field] : m_fields)
        read(file);
    readVariables();
}

QStringList AuthorityStore::files() const
{
    QStringList files;
    if (!m_variables.file.isEmpty())
        files << m_variables.file;
    for (const auto& [file, field] : m_fields)
        files << QString::fromStdString(file);
    return files;
}

void AuthorityStore::read(const std::string& file)
{
    QMetaObject::invokeMethod(&m_storageWork, [this, file] {
        QMetaObject::invokeMethod(this, [this, file, read = readAuthorities(file)] { take(file, read); }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void AuthorityStore::take(const std::string& file, AuthorityFile read)
{
    const auto field = m_fields.find(file);
    if (field == m_fields.end())
        return;
    const bool isLastOfFirst = m_unread.erase(file) > 0 && m_unread.empty();
    const auto known = m_known.find(file);
    const bool isKnown = known != m_known.end();
    if (read.finding != AuthorityFinding::Good) {
        const auto before = m_problems.find(file);
        if (before == m_problems.end() || before->second != read.finding)
            qCWarning(logHost, "%s: \"%s\" %s. %s", field->second.c_str(), file.c_str(), toText(http::describe(read.finding, QString::fromStdString(file))).c_str(),
                isKnown ? "The previous certificates stay in use" : "The provider cannot be reached over https");
        m_problems.insert_or_assign(file, read.finding);
        if (isLastOfFirst)
            Q_EMIT changed();
        return;
    }
    const bool isBack = m_problems.erase(file) > 0;
    const bool isSame = isKnown && *known->second == read.certificates;
    if (isKnown && (!isSame || isBack))
        qCInfo(logHost, "%s: \"%s\" was reloaded, with %d certificates", field->second.c_str(), file.c_str(), static_cast<int>(read.certificates.size()));
    if (isSame)
        return;
    m_known.insert_or_assign(file, std::make_shared<const QList<QSslCertificate>>(std::move(read.certificates)));
    Q_EMIT changed();
}

void AuthorityStore::takeVariables(http::EnvironmentAuthorities read)
{
    const auto known = m_known.find(std::string());
    const bool isKnown = known != m_known.end();
    // A file may be missing for a moment while it is replaced.
    const bool isKept = isKnown && std::ranges::any_of(m_used, [&read](const QString& path) { return !read.used.contains(path); });
    if (std::exchange(m_variableProblems, read.problems) != read.problems)
        for (const http::AuthorityProblem& each : read.problems)
            qCWarning(logHost, "%s. %s", toText(each.withVariable()).c_str(),
                isKept ? "The previous certificates stay in use" : http::authorityRemedy(read).c_str());
    std::vector<Sentence> problems;
    for (const http::AuthorityProblem& each : read.problems)
        problems.push_back(each.withVariable());
    const Sentence problem = isKept ? Sentence() : joinedBy(QT_TRANSLATE_NOOP("Error", "%1. %2"), problems);
    const bool isNews = std::exchange(m_variableProblem, problem) != problem;
    const bool isSame = isKept || (isKnown && *known->second == read.certificates);
    if (!isKept)
        m_used = std::move(read.used);
    if (isSame) {
        if (isNews)
            Q_EMIT changed();
        return;
    }
    if (!m_used.isEmpty())
        qCInfo(logHost, "SSL_CERT_FILE or SSL_CERT_DIR is set: trusting %d certificates", static_cast<int>(read.certificates.size()));
    http::trustByDefault(read.certificates);
    m_known.insert_or_assign(std::string(), std::make_shared<const QList<QSslCertificate>>(std::move(read.certificates)));
    Q_EMIT changed();
}

} // namespace gateway::host
