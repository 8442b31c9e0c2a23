#pragma once

#include <QPlainTextEdit>

#include <vector>

namespace ui::widgets {

/// The differences between two texts, line by line. Read-only: text can be selected and copied by mouse and keyboard,
/// Tab leaves it.
class DiffView : public QPlainTextEdit {
    Q_OBJECT
public:
    enum class Ground { Plain, Added, Removed };

    explicit DiffView(QWidget* parent = nullptr);

    /// `grounds`: background of each line of `text`, corresponding to its sign.
    void setLines(const QString& text, std::vector<Ground> grounds);

protected:
    void changeEvent(QEvent* event) override;

    const std::vector<Ground>& grounds() const { return m_grounds; }

private:
    void colour();

    std::vector<Ground> m_grounds;
};

} // namespace ui::widgets
