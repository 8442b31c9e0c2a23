#pragma once

#include "jump.h"

#include "ui/widgets/search_field.h"

#include <QPointer>

#include <functional>
#include <vector>

class QListWidget;

namespace ui::shell {

/// A search field with a list of jumps below it while it has the focus: those that fit what is typed, the best first.
/// Arrows and page keys choose, Return goes, Esc closes and gives the focus back.
class JumpField : public widgets::SearchField {
    Q_OBJECT
public:
    explicit JumpField(QWidget* parent = nullptr);
    ~JumpField() override;

    /// Asked each time the list opens.
    void setSource(std::function<std::vector<Jump>()> source);
    /// What else there is for a text that was typed, below all that fits; may be left out.
    void setLastResort(std::function<Jump(const QString& typed)> lastResort);
    /// Gives the field the focus and opens the list; `back` has the focus afterwards.
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
    std::vector<Jump> m_all; ///< since the list was opened
    std::vector<Jump> m_jumps; ///< of these, and the last resort
    std::vector<std::size_t> m_shown; ///< indexes into `m_jumps`
    QPointer<QListWidget> m_list;     // a child of the window; lies over its pages
    QPointer<QWidget> m_back;         // had the focus before
};

} // namespace ui::shell
