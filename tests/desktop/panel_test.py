"""With a real panel the icon is visible and a click on it opens the window."""
import os
import subprocess

from desktop import DesktopCase, ICON, difference, main, picture, tray, windows, xdo
from reader import wait_for

HEIGHT = 32  # of the panel that with-desktop starts, at the bottom of the screen


def panel_area():
    width, height = map(int, xdo('getdisplaygeometry').split())
    return (0, height - HEIGHT - 4, width, HEIGHT + 4)


def icon_place(before, after):
    """The middle of what changed between two pictures of the panel."""
    box = subprocess.run(['convert', before, after, '-compose', 'difference', '-composite', '-threshold', '5%',
                          '-trim', '-format', '%w %h %X %Y', 'info:'], capture_output=True, text=True, timeout=60)
    width, height, x, y = (int(n) for n in box.stdout.split()[:4])
    area = panel_area()
    return area[0] + x + width // 2, area[1] + y + height // 2


class Panel(DesktopCase):
    def test_the_icon_is_visible_and_can_be_clicked(self):
        before = picture('panel-before', panel_area(), check=False)
        program = self.start('--minimized')
        tray('wait', ICON, '60')
        program.port
        after = os.path.join(os.path.dirname(before), 'panel-after.png')
        wait_for(lambda: difference(before, picture('panel-after', panel_area(), check=False)) > 20, 'the icon in the panel')
        self.assertEqual(windows(), [])
        x, y = icon_place(before, after)
        xdo('mousemove', '--sync', x, y, 'click', 1)
        program.window()
        picture('panel-with-window')
        xdo('mousemove', '--sync', x, y, 'click', 3)
        picture('panel-with-menu')


if __name__ == '__main__':
    main()
