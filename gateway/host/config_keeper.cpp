#include "config_keeper.h"

#include "gateway/core/log.h"

#include <QThread>

#include <algorithm>

namespace gateway::host {

ConfigKeeper::ConfigKeeper(const HostOptions& options, QThread& storage, QObject* parent)
    : QObject(parent), m_options(options), m_file(new config::ConfigFile(options.configFile))
{
    m_file->moveToThread(&storage);
    connect(&storage, &QThread::finished, m_file, &QObject::deleteLater);
    connect(m_file, &config::ConfigFile::changed, this, &ConfigKeeper::take);
}

ConfigKeeper::~ConfigKeeper()
{
    delete m_file.data(); // there still is one if the thread never ran
}

Result<void> ConfigKeeper::load()
{
    const config::FileText text = config::readConfigFile(m_options.configFile);
    if (text && !*text && m_options.configGiven && !m_options.createConfig)
        return failure(ErrorKind::ConfigInvalid, "There is no file " + m_options.configFile.toStdString()
                                                     + ". Create it, or leave --config out to start with the demo.");
    auto taken = takeText(text);
    m_file->watch();
    return taken;
}

config::Settings ConfigKeeper::effective() const
{
    config::Settings settings = m_document.settings();
    if (m_options.address)
        settings.listen.address = *m_options.address;
    if (m_options.httpPort)
        settings.listen.httpPort = *m_options.httpPort;
    if (m_options.httpsPort)
        settings.listen.httpsPort = *m_options.httpsPort;
    if (m_options.logLevel)
        settings.log.level = *m_options.logLevel;
    return settings;
}

Result<void> ConfigKeeper::takeText(const config::FileText& text)
{
    if (!text) {
        m_isInvalid = true;
        m_issues = {{config::Issue::Level::Error, {}, text.error().message}};
        return failure(text.error());
    }
    std::vector<config::Issue> issues;
    Result<config::Document> document = *text ? config::Document::parse(**text, issues) : config::Document();
    m_issues = std::move(issues);
    m_isInvalid = !document;
    if (!document)
        return failure(std::move(document.error()));
    m_document = std::move(*document);
    return {};
}

void ConfigKeeper::take(const config::FileText& text)
{
    const config::Settings before = m_document.settings();
    const auto taken = takeText(text);
    for (const config::Issue& issue : m_issues)
        qCWarning(logConfig, "%s", config::toText(issue).c_str());
    if (!taken)
        qCWarning(logConfig, "the configuration file is not valid; the one before stays in force");
    else
        qCInfo(logConfig, "the configuration file was read again");
    Q_EMIT issuesChanged();
    if (taken && before != m_document.settings())
        Q_EMIT settingsChanged();
}

void ConfigKeeper::reload()
{
    m_file->read(this, [this](const config::FileText& text) { take(text); });
}

void ConfigKeeper::change(const config::Settings& next, GatewayHost::ChangeDone done)
{
    m_changes.push_back({next, std::move(done)});
    if (m_changes.size() == 1)
        write();
}

void ConfigKeeper::written(const Result<void>& result)
{
    const GatewayHost::ChangeDone done = std::move(m_changes.front().done);
    m_changes.pop_front();
    done(result);
    if (!m_changes.empty())
        write();
}

void ConfigKeeper::write()
{
    std::vector<config::Issue> issues;
    Result<config::Document> document = m_document.with(m_changes.front().next, issues);
    if (!document) {
        const auto first = std::find_if(issues.begin(), issues.end(), [](const config::Issue& issue) {
            return issue.level == config::Issue::Level::Error;
        });
        Error error = document.error();
        if (first != issues.end()) {
            error.message = first->path.empty() ? first->message : first->path + ": " + first->message;
            error.param = first->path;
        }
        written(tl::unexpected<Error>(std::move(error)));
        return;
    }
    if (m_isInvalid) {
        written(failure(ErrorKind::ConfigInvalid, "The configuration file on disk is not valid. Mend it first, so that "
                                                  "nothing in it is lost."));
        return;
    }
    std::string text = document->toText();
    m_file->write(std::move(text), this,
                  [this, document = std::move(*document), issues = std::move(issues)](const Result<void>& result) mutable {
                      if (result) {
                          m_document = std::move(document);
                          m_issues = std::move(issues);
                          Q_EMIT issuesChanged();
                          Q_EMIT settingsChanged();
                      }
                      written(result);
                  });
}

} // namespace gateway::host
