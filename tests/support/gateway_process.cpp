#include "gateway_process.h"

#include "catch.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <csignal>
#include <utility>

#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace tests {

namespace {

constexpr int kStart_ms = 30000;
constexpr int kStop_ms = 5000;

QString text(const std::string& value) { return QString::fromStdString(value); }

/// Variables of the machine that must not affect a test.
constexpr const char* kForeign[] = {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY",
    "ALL_PROXY", "NO_PROXY", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "SIGNALBOX_HTTP_PORT",
    "SIGNALBOX_HTTPS_PORT", "SIGNALBOX_ADDRESS", "SIGNALBOX_CONFIG", "SIGNALBOX_CORE_DUMPS", "SSL_CERT_FILE",
    "SSL_CERT_DIR"};

QProcessEnvironment environment(const QString& folder, const std::vector<std::pair<std::string, std::string>>& more)
{
    auto result = QProcessEnvironment::systemEnvironment();
    for (const auto* name : kForeign)
        result.remove(QString::fromLatin1(name));
    const QDir home(folder);
    struct Folder {
        const char* variable;
        const char* name;
    };
    for (const auto& [variable, name] :
        {Folder{"HOME", "home"}, Folder{"XDG_CONFIG_HOME", "config"}, Folder{"XDG_DATA_HOME", "data"},
            Folder{"XDG_CACHE_HOME", "cache"}, Folder{"XDG_STATE_HOME", "state"}, Folder{"XDG_RUNTIME_DIR", "run"}, Folder{"TMPDIR", "tmp"}}) {
        home.mkpath(QString::fromLatin1(name));
        result.insert(QString::fromLatin1(variable), home.filePath(QString::fromLatin1(name)));
    }
    QFile::setPermissions(home.filePath(QStringLiteral("run")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    for (const auto& [name, value] : more)
        result.insert(text(name), text(value));
    return result;
}

/// The signalboxd of this build or the one in SIGNALBOXD: these tests drive the program
/// from outside, so they work with every build.
std::string signalboxd() { return qEnvironmentVariable("SIGNALBOXD", QStringLiteral(SIGNALBOXD_PATH)).toStdString(); }

/// The program itself, or a copy in `folder` named `name`.
QString program(const QTemporaryDir& folder, const std::string& name)
{
    const auto itself = text(signalboxd());
    const QString copy = folder.filePath(text(name));
    return name.empty() || !QFile::copy(itself, copy) ? itself : copy;
}

QByteArray contents(const QString& name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int portOf(const std::string& line)
{
    const auto colon = line.rfind(':');
    return colon == std::string::npos ? 0 : std::atoi(line.c_str() + colon + 1);
}

} // namespace

void pause(int milliseconds) { QThread::msleep(static_cast<unsigned long>(milliseconds)); }

GatewayProcess::GatewayProcess()
    : GatewayProcess(std::string(), {.withConfig = false})
{
}

GatewayProcess::GatewayProcess(const Json& config)
    : GatewayProcess(config, Options{})
{
}

GatewayProcess::GatewayProcess(const Json& config, const Options& options)
    : GatewayProcess(config.dump(2), options)
{
}

GatewayProcess::GatewayProcess(const std::string& configText, const Options& options)
    : m_options(options)
    , m_folder(std::make_unique<QTemporaryDir>())
    , m_process(std::make_unique<QProcess>())
{
    start(options.withConfig ? std::optional(configText) : std::nullopt);
}

GatewayProcess::~GatewayProcess()
{
    if (isRunning()) {
        terminate();
        if (!m_process->waitForFinished(kStop_ms)) {
            m_process->kill();
            m_process->waitForFinished(kStop_ms);
        }
    }
    failIfReported();
}

void GatewayProcess::failIfReported()
{
    if (std::exchange(m_isJudged, true))
        return;
    const bool isOver = m_process->exitStatus() == QProcess::NormalExit && !isRunning();
    const std::string report = sanitizerReport(log(), isOver ? std::optional(m_process->exitCode()) : std::nullopt);
    if (!report.empty())
        FAIL_CHECK("signalboxd: " << report);
}

void GatewayProcess::start(const std::optional<std::string>& configText)
{
    m_process->setProcessEnvironment(environment(m_folder->path(), m_options.environment));
    // The log goes to a file: a full pipe would block it.
    m_process->setStandardErrorFile(m_folder->filePath(QStringLiteral("stderr")));
    QStringList arguments{QStringLiteral("--data-dir"), text(dataDir()), QStringLiteral("--https-port"),
        m_options.httpsPort ? QString::number(*m_options.httpsPort) : QStringLiteral("off")};
    if (m_options.httpPort >= 0)
        arguments += {QStringLiteral("--http-port"), QString::number(m_options.httpPort)};
    if (m_options.prepare)
        m_options.prepare(dataDir());
    if (configText) {
        writeConfigText(*configText);
        arguments += {QStringLiteral("--config"), text(configFile())};
    }
    for (const auto& argument : m_options.arguments)
        arguments += text(argument);
#ifdef Q_OS_LINUX // a test that aborts must not leave it behind
    m_process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
#endif
    m_process->start(program(*m_folder, m_options.program), arguments);
    const QDeadlineTimer deadline(kStart_ms);
    while (!m_process->canReadLine() && !deadline.hasExpired())
        if (!m_process->waitForReadyRead(static_cast<int>(deadline.remainingTime())) && !m_process->canReadLine())
            break;
    if (m_process->canReadLine())
        m_firstLine = m_process->readLine().trimmed().toStdString();
    m_port = portOf(m_firstLine);
    if (m_port == 0 && !m_options.mayFail)
        std::fprintf(stderr, "signalboxd (%s) did not listen. Its log:\n%s\n", signalboxd().c_str(), log().c_str());
}

int GatewayProcess::httpsPort(int limit_ms) const
{
    const std::string words = "listening on https://127.0.0.1:";
    if (!waitForLog(words, 0, limit_ms))
        return 0;
    const auto all = log();
    return std::atoi(all.c_str() + all.find(words) + words.size());
}

long long GatewayProcess::pid() const { return m_process->processId(); }

bool GatewayProcess::isRunning() const { return m_process->state() == QProcess::Running; }

void GatewayProcess::writeConfig(const Json& config) { writeConfigText(config.dump(2)); }

void GatewayProcess::writeConfigText(const std::string& configText)
{
    // Like an editor: a new file replaces the old one.
    const auto name = text(configFile());
    QFile file(name + QStringLiteral(".new"));
    if (file.open(QIODevice::WriteOnly))
        file.write(QByteArray::fromStdString(configText));
    file.close();
    ::rename(file.fileName().toLocal8Bit().constData(), name.toLocal8Bit().constData());
}

std::string GatewayProcess::readConfig() const { return contents(text(configFile())).toStdString(); }

void GatewayProcess::hangUp() { ::kill(static_cast<pid_t>(pid()), SIGHUP); }

void GatewayProcess::kill()
{
    m_process->kill();
    m_process->waitForFinished(kStop_ms);
}

void GatewayProcess::terminate() { ::kill(static_cast<pid_t>(pid()), SIGTERM); }

std::optional<int> GatewayProcess::waitForExit(int limit_ms)
{
    if (isRunning() && !m_process->waitForFinished(limit_ms))
        return std::nullopt;
    failIfReported();
    m_isCrashed = m_process->exitStatus() == QProcess::CrashExit;
    return m_isCrashed ? std::nullopt : std::optional(m_process->exitCode());
}

std::string GatewayProcess::folder() const { return m_folder->path().toStdString(); }
std::string GatewayProcess::configFile() const { return folder() + "/config.json"; }
std::string GatewayProcess::dataDir() const { return folder() + "/data-dir"; }

std::string GatewayProcess::log() const { return contents(m_folder->filePath(QStringLiteral("stderr"))).toStdString(); }

bool GatewayProcess::waitForLog(std::string_view wanted, std::size_t from, int limit_ms) const
{
    return eventually([&] { return log().find(wanted, from) != std::string::npos; }, limit_ms);
}

std::vector<std::string> GatewayProcess::filesWith(std::string_view wanted, std::size_t* searched) const
{
    std::vector<std::string> found;
    const QByteArrayView needle(wanted.data(), static_cast<qsizetype>(wanted.size()));
    QDirIterator files(m_folder->path(), QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const auto name = files.next();
        if (searched)
            ++*searched;
        if (contents(name).contains(needle))
            found.push_back(name.toStdString());
    }
    return found;
}

// Source: clang documentation, "LeakSanitizer" and "UndefinedBehaviorSanitizer"; compiler-rt, lsan_flags.inc ("exitcode").
std::string sanitizerReport(const std::string& log, std::optional<int> status)
{
    constexpr int kLeak = 23;
    std::size_t begin = std::string::npos;
    for (const char* const words : {"ERROR: LeakSanitizer", "ERROR: AddressSanitizer", ": runtime error: "})
        begin = std::min(begin, log.find(words));
    if (begin != std::string::npos)
        return log.substr(log.rfind('\n', begin) + 1); // from 0 where it is the first line
    return status == kLeak ? "it ended with the status of a leak\n" + log : std::string();
}

Ran runProgram(const std::string& name, const std::vector<std::string>& arguments, const std::string& input,
    const std::vector<std::pair<std::string, std::string>>& more)
{
    const QTemporaryDir folder;
    QProcess process;
    process.setProcessEnvironment(environment(folder.path(), more));
    QStringList list;
    for (const auto& argument : arguments)
        list += text(argument);
    process.start(text(name), list);
    process.write(QByteArray::fromStdString(input));
    process.closeWriteChannel();
    Ran ran;
    const bool hasEnded = process.waitForFinished(GatewayProcess::kWait_ms);
    if (hasEnded && process.exitStatus() == QProcess::NormalExit)
        ran.status = process.exitCode();
    if (!hasEnded) {
        process.kill();
        process.waitForFinished(kStop_ms);
    }
    ran.out = process.readAllStandardOutput().toStdString();
    ran.err = process.readAllStandardError().toStdString();
    return ran;
}

std::string gatewayProgram() { return signalboxd(); }

Ran runGateway(const std::vector<std::string>& arguments, const std::string& input,
    const std::vector<std::pair<std::string, std::string>>& more)
{
    Ran ran = runProgram(signalboxd(), arguments, input, more);
    if (const std::string report = sanitizerReport(ran.err, ran.status); !report.empty())
        FAIL_CHECK("signalboxd: " << report);
    return ran;
}

Json configuration(std::vector<Json> providers, std::vector<Json> routes)
{
    return {{"version", 1}, {"providers", std::move(providers)}, {"routes", std::move(routes)}};
}

Json provider(const std::string& id, const std::string& baseUrl, const std::vector<std::string>& keys)
{
    auto list = Json::array();
    for (const auto& key : keys)
        list.push_back({{"name", "key" + std::to_string(list.size() + 1)}, {"secret", key}});
    return {{"id", id}, {"type", "openai-compatible"}, {"base_url", baseUrl}, {"keys", std::move(list)},
        {"proxy", "none"},
        {"models", Json::array()}}; // prevents fetching the model list, so that tests can count their requests
}

Json listingProvider(const std::string& id, const std::string& baseUrl)
{
    Json settings = provider(id, baseUrl);
    settings.erase("models");
    return settings;
}

Json route(const std::string& model, std::vector<Json> targets)
{
    const bool isPrefix = model.ends_with('*');
    const auto name = isPrefix ? model.substr(0, model.size() - 1) : model;
    Json models = Json::array({{{isPrefix ? "prefix" : "exact", name}}});
    auto id = "route-" + name;
    std::replace(id.begin(), id.end(), '/', '-');
    return {{"id", std::move(id)}, {"match", {{"models", std::move(models)}}}, {"targets", std::move(targets)}};
}

Json target(const std::string& provider, const std::optional<std::string>& model, int priority)
{
    return {{"provider", provider}, {"model", model ? Json(*model) : Json(nullptr)}, {"priority", priority}};
}

} // namespace tests
