#include "xdg_autostart.h"

#include "gateway/core/files/file_writer.h"
#include "gateway/core/text/system_reason.h"
#include "ui/words/sentence_words.h"

#include <QFile>

namespace app {

using State = ui::models::Autostart::State;
using ui::words::SentenceWords;

namespace {

/// Quoted as the specification requires; "%" would begin a field code.
QString quoted(const QString& argument)
{
    QString out;
    bool needsQuotes = argument.isEmpty();
    for (const QChar c : argument) {
        if (QStringLiteral("\"`$\\").contains(c))
            out += QLatin1Char('\\');
        needsQuotes = needsQuotes || QStringLiteral(" \t\n\"'\\><~|&;$*?#()`").contains(c);
        out += c;
    }
    out.replace(QLatin1Char('%'), QStringLiteral("%%"));
    return needsQuotes ? QLatin1Char('"') + out + QLatin1Char('"') : out;
}

/// Why the system refused, in the language of the window.
QString reasonOf(const QFile& file) { return SentenceWords::of(gateway::systemReason(file.errorString().toStdString())); }

QString readEntry(const QString& file, const QString& program, State& state)
{
    QFile in(file);
    if (!in.exists()) {
        state = State::Off;
        return {};
    }
    if (!in.open(QIODevice::ReadOnly)) {
        state = State::Off;
        return reasonOf(in);
    }
    state = XdgAutostart::read(in.readAll(), program);
    return {};
}

QString writeEntry(const QString& file, const QByteArray& entry)
{
    if (entry.isEmpty()) {
        QFile old(file);
        return !old.exists() || old.remove() ? QString() : reasonOf(old);
    }
    gateway::files::WriteOptions options;
    options.mode = 0644; // read by the session, which starts the program
    options.makeFolder = true;
    const auto written = gateway::files::writeFile(file, {entry.constData(), static_cast<std::size_t>(entry.size())}, options);
    return written ? QString() : SentenceWords::of(gateway::files::writeReason(written.error()));
}

} // namespace

XdgAutostart::XdgAutostart(const QString& folder, const QString& program, const QStringList& arguments, QObject* parent)
    : Autostart(parent), m_file(folder + QStringLiteral("/io.github.signalbox.signalbox.desktop")), m_program(program), m_arguments(arguments)
{
    m_pool.setMaxThreadCount(1); // one after another, in order
    m_pool.setExpiryTimeout(100);
}

XdgAutostart::~XdgAutostart() { m_pool.waitForDone(); }

QByteArray XdgAutostart::entry(const QString& program, const QStringList& arguments)
{
    QString exec = quoted(program);
    for (const QString& argument : arguments)
        exec += QLatin1Char(' ') + quoted(argument);
    exec.replace(QLatin1Char('\\'), QStringLiteral("\\\\")); // escaped again, like every text of the file
    return QStringLiteral("[Desktop Entry]\nType=Application\nName=Signalbox\nIcon=signalbox\nExec=%1\nTerminal=false\n"
                          "X-GNOME-Autostart-enabled=true\nX-KDE-autostart-after=panel\nX-LXQt-Need-Tray=true\n")
        .arg(exec)
        .toUtf8();
}

QString XdgAutostart::programOf(const QString& exec)
{
    const QString line = exec.trimmed();
    if (!line.startsWith(QLatin1Char('"')))
        return line.section(QLatin1Char(' '), 0, 0).replace(QStringLiteral("%%"), QStringLiteral("%"));
    QString out;
    for (qsizetype i = 1; i < line.size() && line[i] != QLatin1Char('"'); ++i) {
        if (line[i] == QLatin1Char('\\') && i + 1 < line.size())
            ++i;
        out += line[i];
    }
    return out.replace(QStringLiteral("%%"), QStringLiteral("%"));
}

State XdgAutostart::read(const QByteArray& entry, const QString& program)
{
    bool isMain = false;
    QString exec;
    for (const QByteArray& raw : entry.split('\n')) {
        const QString line = QString::fromUtf8(raw).trimmed();
        if (line.startsWith(QLatin1Char('[')))
            isMain = line == QLatin1String("[Desktop Entry]");
        if (!isMain)
            continue;
        const QString name = line.section(QLatin1Char('='), 0, 0).trimmed();
        const QString value = line.section(QLatin1Char('='), 1).trimmed();
        if ((name == QLatin1String("Hidden") && value == QLatin1String("true"))
            || (name == QLatin1String("X-GNOME-Autostart-enabled") && value == QLatin1String("false")))
            return State::Off;
        if (name == QLatin1String("Exec"))
            exec = QString(value).replace(QStringLiteral("\\\\"), QStringLiteral("\\"));
    }
    const QString started = programOf(exec);
    if (started.isEmpty())
        return State::Off;
    return started == program ? State::On : State::Elsewhere;
}

void XdgAutostart::look()
{
    m_pool.start([this] {
        State state = State::Off;
        const QString problem = readEntry(m_file, m_program, state);
        QMetaObject::invokeMethod(this, [this, state, problem] { take(state, problem); }, Qt::QueuedConnection);
    });
}

void XdgAutostart::set(bool on)
{
    const QByteArray next = on ? entry(m_program, m_arguments) : QByteArray();
    m_pool.start([this, next] {
        QString problem = writeEntry(m_file, next);
        State state = State::Off;
        const QString unread = readEntry(m_file, m_program, state);
        if (problem.isEmpty())
            problem = unread;
        QMetaObject::invokeMethod(this, [this, state, problem] { take(state, problem); }, Qt::QueuedConnection);
    });
}

void XdgAutostart::take(State state, const QString& problem)
{
    const bool isOther = std::exchange(m_state, state) != state;
    if (isOther)
        Q_EMIT changed();
    if (!problem.isEmpty())
        Q_EMIT failed(problem);
}

} // namespace app
