#include "https_settings.h"

#include "trust_steps.h"

#include "ui/dialogs/write_file.h"
#include "ui/look/theme.h"
#include "ui/models/formatter.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"
#include "ui/words/certificate_words.h"
#include "ui/words/sentence_words.h"
#include "ui/words/port_words.h"

#include <QCryptographicHash>
#include <QDir>
#include <QEvent>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QHBoxLayout>
#include <QPointer>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace ui::pages {

using gateway::ErrorKind;
using gateway::host::State;
using widgets::Label;
using words::CertificateWords;

namespace {

constexpr auto kFileName = "signalbox-authority.pem";

} // namespace

HttpsSettings::HttpsSettings(const Access& access, QWidget* parent)
    : Card({}, parent), m_access(access), m_state(new widgets::StatusLabel(this)), m_certificate(new Label({}, look::TextRole::Body, Label::Tone::Normal, this)),
      m_sentence(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)),
      m_fingerprint(new Label({}, look::TextRole::Mono, Label::Tone::Normal, this)),
      m_expiry(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this)), m_steps(new TrustSteps(this)),
      m_export(new widgets::Button(widgets::ButtonKind::Plain, {}, QStringLiteral("act-export"), this)),
      m_result(new Label({}, look::TextRole::Small, Label::Tone::Secondary, this))
{
    setObjectName(QStringLiteral("httpsSettings"));
    m_state->setObjectName(QStringLiteral("httpsState"));
    m_export->setObjectName(QStringLiteral("exportAuthority"));
    m_result->setObjectName(QStringLiteral("exportResult"));
    m_sentence->setObjectName(QStringLiteral("authoritySentence"));
    m_fingerprint->setObjectName(QStringLiteral("authorityFingerprint"));
    m_expiry->setObjectName(QStringLiteral("authorityExpiry"));
    build();
    retranslate();
    connect(m_export, &QPushButton::clicked, this, &HttpsSettings::chooseFile);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &HttpsSettings::showState);
    connect(&access.news(), &models::GatewayNews::statusChanged, this, &HttpsSettings::showState);
}

void HttpsSettings::build()
{
    const look::Theme& theme = look::theme();
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    for (Label* label : {m_certificate, m_sentence, m_fingerprint, m_expiry, m_result}) {
        label->setWordWrap(true);
        words->addWidget(label);
    }
    m_fingerprint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_result->hide();
    auto* certificate = new QWidget(this);
    auto* line = new QHBoxLayout(certificate);
    line->setContentsMargins({});
    line->setSpacing(theme.px(16));
    line->addLayout(words, 1);
    line->addWidget(m_export, 0, Qt::AlignTop);
    addContent(m_state);
    addContent(certificate);
    addContent(m_steps);
}

void HttpsSettings::retranslate()
{
    setTitle(tr("HTTPS"));
    m_certificate->setText(tr("Certificate of the local authority"));
    m_export->setText(tr("Export certificate…"));
    m_result->hide();
    m_steps->retranslate();
    showState();
}

// Reading creates a missing certificate: only if it is needed.
void HttpsSettings::readCertificate()
{
    const auto& listen = m_access.configuration().settings().listen;
    if (m_isReading || !m_known.isNull() || listen.tlsCertificate || !listen.httpsPort || !isVisible()) return;
    m_isReading = true;
    m_access.configuration().exportAuthority([guard = QPointer(this)](const gateway::Result<QByteArray>& certificate) {
        if (!guard) return;
        guard->m_isReading = false;
        if (certificate) guard->m_known = QSslCertificate(*certificate, QSsl::Pem);
        guard->showCertificate();
    });
}

void HttpsSettings::showCertificate()
{
    const bool isShown = !m_known.isNull() && !m_access.configuration().settings().listen.tlsCertificate;
    m_fingerprint->setVisible(isShown);
    m_expiry->setVisible(isShown);
    if (!isShown) return;
    m_fingerprint->setText(CertificateWords::fingerprint(m_known.digest(QCryptographicHash::Sha256).toHex().toStdString()));
    m_expiry->setText(CertificateWords::end(models::Formatter().yearDay(m_known.expiryDate().toLocalTime().date()), false));
}

void HttpsSettings::showState()
{
    const auto& status = m_access.control().status();
    const auto given = m_access.control().commandLine().httpsPort;
    const auto port = given ? *given : m_access.configuration().settings().listen.httpsPort;
    const QString whose = given ? tr("set by the command line or the environment") : QString();
    const auto url = std::find_if(status.urls.begin(), status.urls.end(), [](const std::string& one) { return one.starts_with("https://"); });
    const bool listens = status.state == State::Running || status.state == State::Paused;
    m_state->setToolTip({});
    if (status.httpsProblem && port) {
        const bool isTaken = status.httpsProblem->kind == ErrorKind::PortTaken;
        m_state->setStatus(look::Status::Warn, isTaken ? tr("Not available: port %1 is in use").arg(*port) : tr("Not available: no usable certificate"), whose);
        m_state->setToolTip(words::PortWords::httpsProblem(status));
    } else if (!port) {
        m_state->setStatus(look::Status::Idle, tr("off", "HTTPS"), whose);
    } else if (url != status.urls.end()) {
        const auto now = std::chrono::system_clock::now();
        const bool endsSoon = status.certificateEnds && *status.certificateEnds - now <= gateway::host::kCertificateEndsSoon;
        const auto end = [&] { return CertificateWords::end(models::Formatter().yearDay(*status.certificateEnds), *status.certificateEnds <= now); };
        m_state->setStatus(endsSoon ? look::Status::Warn : look::Status::Ok, QString::fromStdString(*url), endsSoon ? tr("the certificate %1", "ends on a day").arg(end()) : whose);
    } else if (listens || status.state == State::Starting) {
        m_state->setStatus(look::Status::Busy, tr("starting on port %1").arg(*port), whose);
    } else {
        m_state->setStatus(look::Status::Idle, tr("not listening"), whose);
    }
    const bool isOwn = m_access.configuration().settings().listen.tlsCertificate.has_value();
    m_sentence->setText(isOwn ? tr("not used: a custom certificate is configured")
                              : tr("clients must trust it before they can use the HTTPS address"));
    m_export->setVisible(!isOwn);
    m_steps->setVisible(!isOwn && port);
    m_steps->setFile(m_access.configuration().authorityFile(),
        url != status.urls.end() ? QString::fromStdString(*url) : QStringLiteral("https://localhost:%1").arg(port.value_or(0)));
    showCertificate();
    readCertificate();
}

void HttpsSettings::showEvent(QShowEvent* event)
{
    Card::showEvent(event);
    readCertificate();
}

void HttpsSettings::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
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
    m_access.configuration().exportAuthority([guard = QPointer(this), path](const gateway::Result<QByteArray>& certificate) {
        if (!guard) return;
        if (certificate) return guard->write(path, *certificate);
        guard->say(false, tr("No certificate available"));
        guard->m_result->setToolTip(words::SentenceWords::of(certificate.error()));
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
    watcher->setFuture(dialogs::writeFile(path, certificate, dialogs::Readers::Everybody));
}

void HttpsSettings::say(bool isOk, const QString& text)
{
    m_result->setTone(isOk ? Label::Tone::Secondary : Label::Tone::Error);
    m_result->setToolTip({});
    m_result->setText(text);
    m_result->show();
}

} // namespace ui::pages
