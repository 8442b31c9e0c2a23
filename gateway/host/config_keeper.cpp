#include "config_keeper.h"

#include "provider_checks.h"

#include "gateway/core/log.h"

#include <QThread>

#include <algorithm>

namespace gateway::host {

ConfigKeeper::ConfigKeeper(const HostOptions& options, const providers::Catalog& catalog, QThread& storage, QObject* parent)
    : QObject(parent), m_options(options), m_catalog(catalog), m_file(new config::ConfigFile(options.configFile))
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
    m_file->watch(text);
    if (taken && !*text && m_options.configGiven && m_options.createConfig) // so that there is a file to edit
        m_file->write(m_document.toText(), this, [this](const Result<void>& written) {
            m_hasFile = written.has_value();
            if (!written)
                qCWarning(logConfig, "%s", written.error().message.c_str());
        });
    return taken;
}

config::Settings ConfigKeeper::withOptions(config::Settings settings) const
{
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

/// What the document cannot check by itself: the catalogue and the command line have a say.
Result<void> ConfigKeeper::check(const config::Settings& settings, std::vector<config::Issue>& issues) const
{
    for (config::Issue& issue : checkProviders(settings, m_catalog))
        issues.push_back(std::move(issue));
    const std::string address = withOptions(settings).listen.address;
    if (!config::isLoopbackAddress(address) && !config::hasConsumerKey(settings))
        issues.push_back({config::Issue::Level::Error, "listen.address",
                          "\"" + address + "\" is beyond loopback, where everybody needs a consumer key: add one to consumers"});
    const auto error = std::find_if(issues.begin(), issues.end(), [](const config::Issue& issue) {
        return issue.level == config::Issue::Level::Error;
    });
    if (error == issues.end())
        return {};
    Error invalid;
    invalid.kind = ErrorKind::ConfigInvalid;
    invalid.message = error->path + ": " + error->message;
    invalid.param = error->path;
    return failure(std::move(invalid));
}

Result<void> ConfigKeeper::takeText(const config::FileText& text)
{
    if (!text) {
        m_isInvalid = true;
        m_issues = {{config::Issue::Level::Error, {}, text.error().message}};
        return failure(text.error());
    }
    m_hasFile = text->has_value();
    std::vector<config::Issue> issues;
    Result<config::Document> document = *text ? config::Document::parse(**text, issues) : config::Document();
    Result<void> checked = document.map([](const config::Document&) {});
    if (document)
        checked = check(document->settings(), issues);
    m_issues = std::move(issues);
    m_isInvalid = !checked;
    if (checked)
        m_document = std::move(*document);
    return checked;
}

void ConfigKeeper::take(const config::FileText& text)
{
    if (text && !*text && m_hasFile) {
        m_issues = {{config::Issue::Level::Warning, {}, "the configuration file is gone; what it said stays in force until "
                                                        "there is one again, or until the next start"}};
        qCWarning(logConfig, "%s: %s", qUtf8Printable(m_options.configFile), m_issues.front().message.c_str());
        Q_EMIT issuesChanged();
        return;
    }
    const config::Settings before = m_document.settings();
    const auto taken = takeText(text);
    for (const config::Issue& issue : m_issues)
        qCWarning(logConfig, "%s: %s", qUtf8Printable(m_options.configFile), config::toText(issue).c_str());
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
    if (document)
        if (auto checked = check(m_changes.front().next, issues); !checked)
            document = tl::unexpected<Error>(std::move(checked.error()));
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
                          m_hasFile = true;
                          m_document = std::move(document);
                          m_issues = std::move(issues);
                          Q_EMIT issuesChanged();
                          Q_EMIT settingsChanged();
                      }
                      written(result);
                  });
}

} // namespace gateway::host
