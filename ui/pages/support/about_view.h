#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/widgets/card.h"

#include <QTimer>

#include <chrono>
#include <deque>
#include <functional>
#include <vector>

class QUrl;

namespace ui::look {
class Seen;
}
namespace ui::widgets {
class Button;
class ElidedLabel;
class Label;
}

namespace ui::pages {

class UpdateLine;

/// About the program: components, file locations, current resource usage.
class AboutView : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::GatewayControl, models::Configuration, models::Requests, models::Diagnosis>;

    using OpenUrl = std::function<void(const QUrl&)>;

    /// `access` must outlive it.
    explicit AboutView(const Access& access, QWidget* parent = nullptr);
    ~AboutView() override;

    /// Returns the findings of the doctor so far; they are part of the copied text.
    void setFindings(std::function<std::vector<gateway::host::Finding>()> findings) { m_findings = std::move(findings); }
    /// For tests: replaces opening through the desktop.
    void setOpenUrl(OpenUrl open) { m_openUrl = std::move(open); }

    /// The median and the 95th percentile of the gateway's own delay. Empty: unknown.
    using Delays = std::vector<std::chrono::microseconds>;
    static Delays middleAndSlow(Delays delays);

Q_SIGNALS:
    /// Emitted to restart into an installed newer version.
    void restartWanted();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Path {
        widgets::Label* name;
        widgets::ElidedLabel* value;
        widgets::Button* copy;
        widgets::Button* open;
    };
    void build();
    void retranslate();
    widgets::Label* addHeading();
    widgets::ElidedLabel* addFact(widgets::Label*& name, const QString& objectName);
    Path addPath(const QString& objectName);
    void showPath(const Path& path, const QString& title, const QString& file);
    void watch(bool isSeen);
    void take(const gateway::usage::ExchangeRecord& record);
    void showFigures();
    void showLicence();

    Access m_access;
    OpenUrl m_openUrl;
    std::function<std::vector<gateway::host::Finding>()> m_findings;
    look::Seen* m_seen;
    QTimer m_tick; ///< while somebody looks
    std::deque<std::chrono::microseconds> m_delays; ///< of the last requests
    QVBoxLayout* m_column = nullptr;
    widgets::Label* m_title;
    widgets::Label* m_what;
    widgets::Button* m_licence;
    widgets::Button* m_copy;
    widgets::Label* m_nowTitle = nullptr;
    widgets::Label* m_memoryName = nullptr;
    widgets::ElidedLabel* m_memory = nullptr;
    widgets::Label* m_delayName = nullptr;
    widgets::ElidedLabel* m_delay = nullptr;
    widgets::Label* m_updatesTitle = nullptr;
    UpdateLine* m_updates;
    widgets::Label* m_filesTitle = nullptr;
    Path m_config{};
    Path m_data{};
    Path m_log{};
    widgets::Label* m_partsTitle = nullptr;
};

} // namespace ui::pages
