#pragma once

#include "ui/models/gateway_parts.h"
#include "ui/models/log_model.h"
#include "ui/widgets/card.h"

#include <functional>

class QComboBox;
class QStackedLayout;
class QUrl;

namespace ui::widgets {
class Button;
class DataTable;
class ElidedLabel;
class EmptyState;
class SearchField;
}

namespace ui::pages {

/// The application log as it is written, filtered by level, category and text. Reads only while it is shown.
class LogView : public widgets::Card {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Diagnosis>;

    using OpenFolder = std::function<void(const QUrl&)>;

    /// `access` must outlive it.
    explicit LogView(const Access& access, QWidget* parent = nullptr);

    /// For tests: replaces opening through the desktop.
    void setOpenFolder(OpenFolder open) { m_openFolder = std::move(open); }
    bool isFollowing() const;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectControls();
    void retranslate();
    void add(const std::vector<gateway::host::LogLine>& lines);
    void showRooms();
    void settle();
    void setFollowing(bool follow);
    void copySelected();

    Access m_access;
    models::LogModel m_lines;
    models::LogFilter m_filter;
    OpenFolder m_openFolder;
    QComboBox* m_level;
    QComboBox* m_room;
    widgets::SearchField* m_search;
    widgets::Button* m_follow;
    widgets::Button* m_copy;
    widgets::Button* m_folder;
    widgets::Button* m_clearFilter;
    widgets::DataTable* m_table;
    widgets::EmptyState* m_none;
    widgets::ElidedLabel* m_file;
    QStackedLayout* m_stack = nullptr;
    int m_waiting = 0; ///< lines added while older ones are being viewed
};

} // namespace ui::pages
