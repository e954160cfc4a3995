/** An entry as an editor sends it, for the documentation. */
export const APPEND_EXAMPLE = {
  type: 'NominationMade',
  on: '2010-07-15',
  data: { endorser: 'gmb', candidate: 'ed-miliband', anew: true },
  sources: [
    {
      url: 'https://www.channel4.com/news',
      publisher: 'Channel 4 News',
      title: 'GMB union backs Ed Miliband',
      published: '2010-07-15',
    },
  ],
} as const;
