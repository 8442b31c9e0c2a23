#pragma once

#include "jump.h"

#include "ui/widgets/search_field.h"

#include <QPointer>

#include <functional>
#include <vector>

class QListWidget;

namespace ui::shell {

/// A search field with a list of matching jumps below it while it has the focus, best first. Arrow and page keys
/// select, Return activates, Esc closes and returns the focus.
class JumpField : public widgets::SearchField {
    Q_OBJECT
public:
    explicit JumpField(QWidget* parent = nullptr);
    ~JumpField() override;

    /// Called each time the list opens.
    void setSource(std::function<std::vector<Jump>()> source);
    /// Sets a fallback entry for the typed text, below all matches; optional.
    void setLastResort(std::function<Jump(const QString& typed)> lastResort);
    /// Focuses the field and opens the list; `back` gets the focus afterwards.
    void open();
    bool isOpen() const;
    QStringList shownTitles() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void showList();
    void fill();
    void close();
    void runCurrent();
    void step(int by);

    std::function<std::vector<Jump>()> m_source;
    std::function<Jump(const QString&)> m_lastResort;
    std::vector<Jump> m_all; ///< when the list was opened
    std::vector<Jump> m_jumps; ///< those that can match, and the fallback entry
    std::vector<std::size_t> m_shown; ///< indices into `m_jumps`
    QPointer<QListWidget> m_list;     // a child of the window, above its pages
    QPointer<QWidget> m_back;         // had the focus before
};

} // namespace ui::shell
