#include "desktop_session.h"
#include "display_check.h"

#include "app/process/check_config.h"
#include "app/process/command_line.h"
#include "app/process/core_dumps.h"
#include "app/process/folders.h"
#include "app/process/unix_signals.h"
#include "app/signalbox/lifecycle/exit_watch.h"
#include "app/signalbox/lifecycle/run_marker.h"
#include "app/signalbox/lifecycle/single_instance.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/http/tls/openssl_end.h"
#include "ui/look/icons.h"

#include <QApplication>
#include <QProcess>
#include <QTimer>

#include <cstdlib>
#include <iostream>

namespace {

using app::Action;
using app::CommandLine;
using app::SingleInstance;
using app::WindowRequest;
using Outcome = SingleInstance::Outcome;

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

int complain(const QString& what)
{
    std::cerr << "signalbox: " << what.toStdString() << '\n';
    return kFailed;
}

/// The exit status if the request was handled by another instance, or there is none to handle it.
std::optional<int> settledByOther(const SingleInstance& instance, Outcome outcome, const CommandLine& line)
{
    switch (outcome) {
    case Outcome::First: return std::nullopt;
    case Outcome::Delivered:
        if (line.window != WindowRequest::Quit)
            std::cerr << "signalbox: already running; the request was passed to it\n";
        return 0;
    case Outcome::NotRunning: std::cerr << "signalbox: not running\n"; return 0;
    case Outcome::Silent:
        return complain(instance.heldText());
    case Outcome::NoFolder:
        return complain(QStringLiteral("the data folder %1 cannot be written; choose another with --data-dir").arg(line.dataDir));
    }
    return kFailed;
}

int quitOther(int argc, char** argv, const CommandLine& line)
{
    const QCoreApplication application(argc, argv); // no display is needed
    SingleInstance instance(line.dataDir);
    const Outcome outcome = instance.claim(WindowRequest::Quit);
    return settledByOther(instance, outcome, line).value_or(kFailed);
}

/// With the same arguments, but visible: the user is present.
void startAgain(const CommandLine& line)
{
    QStringList again = QApplication::arguments().mid(1);
    again.removeAll(line.link); // it was handled long ago
    again.removeAll(QStringLiteral("--minimized"));
    QProcess::startDetached(QApplication::applicationFilePath(), again);
}

/// How a session ended.
struct SessionEnd {
    int status = 0;
    bool isFreshStartWanted = false;
};

SessionEnd runSession(QApplication& application, SingleInstance& instance, const CommandLine& line)
{
    const app::RunMarker marker(line.dataDir);
    app::DesktopSession session(application, line);
    const app::UnixSignals unixSignals;
    const auto end = [&session] { session.quitFlow().end(app::QuitFlow::kFastDrain); };
    QObject::connect(&instance, &SingleInstance::requested, &session, &app::DesktopSession::obey);
    QObject::connect(&instance, &SingleInstance::linkOpened, &session, &app::DesktopSession::openLink);
    QObject::connect(&unixSignals, &app::UnixSignals::endRequested, &session, end);
    QObject::connect(&unixSignals, &app::UnixSignals::hangUpRequested, &session, end);
    const app::ExitWatch exitWatch([&] {
        session.endWithoutLoop();
        marker.end();
        instance.release();
        std::_Exit(kFailed);
    });
    session.startGateway();
    QTimer::singleShot(0, &session, [&] { session.start(marker.crashed()); });
    const int status = QApplication::exec();
    if (!session.isRestartWanted() && !session.isHung())
        return {status, session.quitFlow().isRestart()};
    // The hung thread would keep the process running: releases the lock first, then exits at once.
    marker.end(); // requested by the user
    instance.release();
    if (session.isRestartWanted())
        startAgain(line);
    std::_Exit(status);
}

int runDesktop(int argc, char** argv, const CommandLine& line)
{
    if (const auto problem = app::displayProblem())
        return complain(*problem);
    gateway::http::keepOpenSslToTheEnd(); // see ExitWatch
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("signalbox")); // id of the tray icon
    QApplication::setApplicationDisplayName(QStringLiteral("Signalbox"));
    QApplication::setApplicationVersion(QStringLiteral(SIGNALBOX_VERSION));
    QGuiApplication::setDesktopFileName(QStringLiteral("io.github.signalbox.signalbox"));
    QApplication::setWindowIcon(ui::look::applicationIcon());

    SingleInstance instance(line.dataDir);
    if (const auto status = settledByOther(instance, instance.claim(line.window, line.link), line))
        return *status;
    if (const std::string closed = app::prepareDataDir(line.dataDir); !closed.empty())
        std::cerr << closed << '\n';
    for (const auto& write : gateway::files::recoverWrites(gateway::files::copyFolderIn(line.dataDir)))
        if (const std::string words = toText(write); !words.empty())
            std::cerr << words << '\n';
    const SessionEnd end = runSession(application, instance, line);
    if (end.isFreshStartWanted) {
        instance.release();
        startAgain(line);
    }
    return end.status;
}

int run(int argc, char** argv, const CommandLine& line)
{
    switch (line.action) {
    case Action::Help: std::cout << app::helpText(app::Program::Signalbox).toStdString(); return 0;
    case Action::Version: std::cout << app::versionText(app::Program::Signalbox).toStdString(); return 0;
    case Action::CheckConfig: return app::checkConfig(line.configFile, line.configGiven, std::cout, std::cerr, line.dataDir);
    default: break; // the others are commands of signalboxd, which the parser rejects here
    }
    return line.window == WindowRequest::Quit ? quitOther(argc, argv, line) : runDesktop(argc, argv, line);
}

QStringList argumentsOf(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    return arguments;
}

} // namespace

int main(int argc, char* argv[])
{
    app::avoidCoreDumps(); // before any key is read
    if (!qEnvironmentVariableIsSet("QT_FORCE_STDERR_LOGGING"))
        qputenv("QT_FORCE_STDERR_LOGGING", "1"); // not to the journal
    // Parsed before there is an application: the help must not require a display.
    const auto line = app::parseCommandLine(app::Program::Signalbox, argumentsOf(argc, argv), QProcessEnvironment::systemEnvironment());
    if (!line) {
        std::cerr << "signalbox: " << line.error().text() << '\n';
        return kWrongUsage;
    }
    return run(argc, argv, *line);
}
