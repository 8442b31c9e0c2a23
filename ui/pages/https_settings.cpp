#include "https_settings.h"

#include "ui/dialogs/write_file.h"
#include "ui/look/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QDir>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QHBoxLayout>
#include <QPointer>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace ui::pages {

using gateway::ErrorKind;
using gateway::host::State;
using widgets::Label;

namespace {

constexpr auto kFileName = "signalbox-authority.pem";

} // namespace

HttpsSettings::HttpsSettings(models::GatewayAccess& access, int inset, QWidget* parent)
    : QWidget(parent), m_access(access), m_name(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_state(new widgets::StatusLabel(this)), m_certificate(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)),
      m_sentence(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)),
      m_export(new widgets::Button(widgets::ButtonKind::Plain, {}, QStringLiteral("act-export"), this)),
      m_result(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this))
{
    m_state->setObjectName(QStringLiteral("httpsState"));
    m_export->setObjectName(QStringLiteral("exportAuthority"));
    m_result->setObjectName(QStringLiteral("exportResult"));
    m_sentence->setObjectName(QStringLiteral("authoritySentence"));
    build(inset);
    retranslate();
    connect(m_export, &QPushButton::clicked, this, &HttpsSettings::chooseFile);
    connect(&access, &models::GatewayAccess::settingsChanged, this, &HttpsSettings::showState);
    connect(&access, &models::GatewayAccess::statusChanged, this, &HttpsSettings::showState);
}

void HttpsSettings::build(int inset)
{
    const look::Theme& theme = look::theme();
    auto* state = new QHBoxLayout;
    state->setSpacing(theme.px(16));
    state->addWidget(m_name);
    state->addStretch(1);
    state->addWidget(m_state);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(m_certificate);
    words->addWidget(m_sentence);
    words->addWidget(m_result);
    for (Label* label : {m_sentence, m_result}) label->setWordWrap(true);
    m_result->hide();
    auto* certificate = new QHBoxLayout;
    certificate->setSpacing(theme.px(16));
    certificate->addLayout(words, 1);
    certificate->addWidget(m_export);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(inset, theme.px(8), inset, 0);
    column->setSpacing(theme.px(10));
    column->addLayout(state);
    column->addLayout(certificate);
}

void HttpsSettings::retranslate()
{
    m_name->setText(tr("HTTPS"));
    m_certificate->setText(tr("Certificate of the local authority"));
    m_export->setText(tr("Export certificate…"));
    m_result->hide();
    showState();
}

void HttpsSettings::showState()
{
    const auto& status = m_access.status();
    const auto given = m_access.commandLine().httpsPort;
    const auto port = given ? *given : m_access.settings().listen.httpsPort;
    const QString whose = given ? tr("the command line decides") : QString();
    const auto url = std::find_if(status.urls.begin(), status.urls.end(), [](const std::string& one) { return one.starts_with("https://"); });
    const bool listens = status.state == State::Running || status.state == State::Paused;
    m_state->setToolTip({});
    if (status.httpsProblem && port) {
        const bool isTaken = status.httpsProblem->kind == ErrorKind::PortTaken;
        m_state->setStatus(look::Status::Warn, isTaken ? tr("Not served: port %1 is taken").arg(*port) : tr("Not served: no certificate can be used"), whose);
        m_state->setToolTip(QString::fromStdString(status.httpsProblem->message));
    } else if (!port) {
        m_state->setStatus(look::Status::Idle, tr("off", "HTTPS"), whose);
    } else if (url != status.urls.end()) {
        m_state->setStatus(look::Status::Ok, QString::fromStdString(*url), whose);
    } else if (listens || status.state == State::Starting) {
        m_state->setStatus(look::Status::Busy, tr("starting on port %1").arg(*port), whose);
    } else {
        m_state->setStatus(look::Status::Idle, tr("not listening"), whose);
    }
    const bool isOwn = m_access.settings().listen.tlsCertificate.has_value();
    m_sentence->setText(isOwn ? tr("not in use: the configuration names a certificate of your own")
                              : tr("a client has to trust it before it can use the https address"));
    m_export->setVisible(!isOwn);
}

void HttpsSettings::chooseFile()
{
    auto* dialog = new QFileDialog(window(), tr("Export certificate"), QStandardPaths::writableLocation(QStandardPaths::DownloadLocation));
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setNameFilter(tr("Certificates (*.pem)"));
    dialog->selectFile(QString::fromLatin1(kFileName));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, &HttpsSettings::exportTo);
    dialog->open();
}

void HttpsSettings::exportTo(const QString& path)
{
    m_access.exportAuthority([guard = QPointer(this), path](const gateway::Result<QByteArray>& certificate) {
        if (!guard) return;
        if (certificate) return guard->write(path, *certificate);
        guard->say(false, tr("There is no certificate to be had"));
        guard->m_result->setToolTip(QString::fromStdString(certificate.error().message));
    });
}

void HttpsSettings::write(const QString& path, const QByteArray& certificate)
{
    auto* watcher = new QFutureWatcher<QString>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, path] {
        watcher->deleteLater();
        const QString problem = watcher->result();
        const QString file = QDir::toNativeSeparators(path);
        say(problem.isEmpty(), problem.isEmpty() ? tr("Saved as %1").arg(file) : tr("%1 cannot be written: %2").arg(file, problem));
    });
    watcher->setFuture(dialogs::writeFile(path, certificate));
}

void HttpsSettings::say(bool isOk, const QString& text)
{
    m_result->setTone(isOk ? Label::Tone::Secondary : Label::Tone::Error);
    m_result->setToolTip({});
    m_result->setText(text);
    m_result->show();
}

} // namespace ui::pages
